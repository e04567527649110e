import { Type } from 'typebox';
import { listWorkspacePermissions } from '../../actions/list-workspace-permissions.ts';
import { workspaceFields } from '../../query/workspace-fields.ts';
import { pageOf, parsePage, parseSearch, presentCollection, searchParameters } from '../collection.ts';
import { endpoint } from '../endpoint.ts';
import { ErrorAnswer } from '../schemas.ts';
import { fieldsInside, searchInside } from '../search-inside.ts';
import { presentWorkspaceReference } from '../workspaces/present-workspace.ts';
import { WorkspaceReference } from '../workspaces/workspace-schemas.ts';
import { administratorField } from './rank-fields.ts';

const fields = { administrator: 'boolean', ...fieldsInside('workspace', workspaceFields) } as const;
/** What one is of a workspace that one does not administer, and what one is of the others. */
const permissions = ['member', 'owner'] as const;

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
    description:
      'Those in which the user has a right. Bitbucket tells administrators of the whole workspace from all others.',
    tag: 'Users',
    scopes: ['account'],
    schemas: { querystring: Type.Object(searchParameters(fields)) },
    responses: { 200: pageOf(WorkspaceAccess), 400: ErrorAnswer, 401: ErrorAnswer },
    async handle({ context, query, ...request }) {
      const asked = parsePage(query);
      const search = searchInside('workspace', parseSearch(query, fields, asked), administratorField);
      const { values, size } = await listWorkspacePermissions(context, { permissions, ...search });
      const shown = values.map(({ value, rank }) => ({
        type: 'workspace_access' as const,
        administrator: permissions[rank] === 'owner',
        workspace: presentWorkspaceReference(value, request.links),
      }));
      return presentCollection(asked, { values: shown, size }, request);
    },
  });
}
