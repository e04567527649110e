import { Type } from 'typebox';
import { accountOf } from '../../actions/account-of.ts';
import { listWorkspacePermissions } from '../../actions/list-workspace-permissions.ts';
import { type WorkspacePermission, workspacePermissions } from '../../domain/workspace-permission.ts';
import { workspaceFields } from '../../query/workspace-fields.ts';
import { pageOf, parsePage, parseSearch, presentCollection, searchParameters } from '../collection.ts';
import { endpoint } from '../endpoint.ts';
import { ErrorAnswer } from '../schemas.ts';
import { fieldsInside, searchInside } from '../search-inside.ts';
import { presentWorkspaceReference } from '../workspaces/present-workspace.ts';
import { WorkspaceReference } from '../workspaces/workspace-schemas.ts';
import { AccountReference } from './account-schemas.ts';
import { presentAccount } from './present-account.ts';
import { permissionField } from './rank-fields.ts';

const fields = { permission: 'text', ...fieldsInside('workspace', workspaceFields) } as const;
const permission = permissionField(workspacePermissions);

const WorkspaceMembership = Type.Object({
  type: Type.Literal('workspace_membership'),
  permission: Type.Unsafe<WorkspacePermission>({ type: 'string', enum: workspacePermissions }),
  user: AccountReference,
  workspace: WorkspaceReference,
});

export function listUserWorkspacePermissions() {
  return endpoint({
    method: 'GET',
    path: '/2.0/user/permissions/workspaces',
    operationId: 'listUserWorkspacePermissions',
    summary: 'List what the current user may do in workspaces',
    description:
      'An owner administers the whole workspace, a collaborator writes to one of its repositories at least, a member has any right in it.',
    tag: 'Users',
    scopes: ['account'],
    schemas: { querystring: Type.Object(searchParameters(fields)) },
    responses: { 200: pageOf(WorkspaceMembership), 400: ErrorAnswer, 401: ErrorAnswer },
    async handle({ context, query, ...request }) {
      const asked = parsePage(query);
      const search = searchInside('workspace', parseSearch(query, fields, asked), permission);
      const { values, size } = await listWorkspacePermissions(context, {
        permissions: workspacePermissions,
        ...search,
      });
      const user = presentAccount(accountOf(context.caller), request.links);
      const shown = values.map(({ value, rank }) => ({
        type: 'workspace_membership' as const,
        permission: workspacePermissions[rank],
        user,
        workspace: presentWorkspaceReference(value, request.links),
      }));
      return presentCollection(asked, { values: shown, size }, request);
    },
  });
}
