import { Type } from 'typebox';
import { accountOf } from '../../actions/account-of.ts';
import { listWorkspaces } from '../../actions/list-workspaces.ts';
import { requireSignIn } from '../../domain/access.ts';
import { emptyPage } from '../../query/page.ts';
import { workspaceFields } from '../../query/workspace-fields.ts';
import { pageOf, parsePage, parseSearch, presentCollection, searchParameters } from '../collection.ts';
import { endpoint } from '../endpoint.ts';
import { ErrorAnswer } from '../schemas.ts';
import { fieldsInside, searchInside } from '../search-inside.ts';
import { presentWorkspaceReference } from '../workspaces/present-workspace.ts';
import { WorkspaceReference } from '../workspaces/workspace-schemas.ts';
import { AccountReference } from './account-schemas.ts';
import { highestMeets, workspacePermissions } from './permission-levels.ts';
import { presentAccount } from './present-account.ts';

const fields = { permission: 'text', ...fieldsInside('workspace', workspaceFields) } as const;
const common = { permission: highestMeets(workspacePermissions) };

const WorkspaceMembership = Type.Object({
  type: Type.Literal('workspace_membership'),
  permission: Type.Unsafe<(typeof workspacePermissions)[number]>({ type: 'string', enum: workspacePermissions }),
  user: AccountReference,
  workspace: WorkspaceReference,
});

export function listUserWorkspacePermissions() {
  return endpoint({
    method: 'GET',
    path: '/2.0/user/permissions/workspaces',
    operationId: 'listUserWorkspacePermissions',
    summary: 'List what the current user may do in workspaces',
    description: 'Everything: whoever may write, may write everywhere.',
    tag: 'Users',
    schemas: { querystring: Type.Object(searchParameters(fields)) },
    responses: { 200: pageOf(WorkspaceMembership), 400: ErrorAnswer, 401: ErrorAnswer },
    async handle({ context, query, ...request }) {
      const user = presentAccount(accountOf(requireSignIn(context.caller)), request.links);
      const asked = parsePage(query);
      const search = searchInside('workspace', parseSearch(query, fields, asked), common);
      const { values, size } = search ? await listWorkspaces(context, search) : emptyPage;
      const shown = values.map((workspace) => ({
        type: 'workspace_membership' as const,
        permission: 'owner',
        user,
        workspace: presentWorkspaceReference(workspace, request.links),
      }));
      return presentCollection(asked, { values: shown, size }, request);
    },
  });
}
