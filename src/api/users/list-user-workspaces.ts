import { Type } from 'typebox';
import { listWorkspaces } from '../../actions/list-workspaces.ts';
import { requireSignIn } from '../../domain/access.ts';
import type { Comparison } from '../../query/filter.ts';
import { matchesFilter } from '../../query/matches-filter.ts';
import { emptyPage } from '../../query/page.ts';
import { workspaceFields } from '../../query/workspace-fields.ts';
import { pageOf, parsePage, parseSearch, presentCollection, searchParameters } from '../collection.ts';
import { endpoint } from '../endpoint.ts';
import { ErrorAnswer } from '../schemas.ts';
import { fieldsInside, searchInside } from '../search-inside.ts';
import { presentWorkspaceReference } from '../workspaces/present-workspace.ts';
import { WorkspaceReference } from '../workspaces/workspace-schemas.ts';

const fields = { administrator: 'boolean', ...fieldsInside('workspace', workspaceFields) } as const;
const common = { administrator: (one: Comparison<string>) => matchesFilter(one, () => true) };

const WorkspaceAccess = Type.Object({
  type: Type.Literal('workspace_access'),
  administrator: Type.Boolean(),
  workspace: WorkspaceReference,
});

export function listUserWorkspaces() {
  return endpoint({
    method: 'GET',
    path: '/2.0/user/workspaces',
    operationId: 'listUserWorkspaces',
    summary: 'List the workspaces of the current user',
    description: 'All of them: whoever may write, may write everywhere.',
    tag: 'Users',
    schemas: { querystring: Type.Object(searchParameters(fields)) },
    responses: { 200: pageOf(WorkspaceAccess), 400: ErrorAnswer, 401: ErrorAnswer },
    async handle({ context, query, ...request }) {
      requireSignIn(context.caller);
      const asked = parsePage(query);
      const search = searchInside('workspace', parseSearch(query, fields, asked), common);
      const { values, size } = search ? await listWorkspaces(context, search) : emptyPage;
      const shown = values.map((workspace) => ({
        type: 'workspace_access' as const,
        administrator: true,
        workspace: presentWorkspaceReference(workspace, request.links),
      }));
      return presentCollection(asked, { values: shown, size }, request);
    },
  });
}
