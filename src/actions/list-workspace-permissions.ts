import { requireScopeAnywhere, requireSignIn } from '../domain/access.ts';
import type { Workspace } from '../domain/repository.ts';
import { reachOfWorkspacePermission, type WorkspacePermission } from '../domain/workspace-permission.ts';
import type { Page, PageQuery } from '../query/page.ts';
import type { WorkspaceField } from '../query/workspace-fields.ts';
import type { Ranked } from '../store/ranked.ts';
import type { ActionContext } from './context.ts';

/**
 * The workspaces in which the caller has one of the permissions, lowest first, each with the place of the highest one among them.
 * Throws unauthenticated when nobody asks, forbidden without the scope `account`.
 */
export async function listWorkspacePermissions(
  { store, caller }: Pick<ActionContext, 'store' | 'caller'>,
  {
    permissions,
    ...page
  }: PageQuery<WorkspaceField | 'rank'> & { readonly permissions: readonly WorkspacePermission[] },
): Promise<Page<Ranked<Workspace>>> {
  requireScopeAnywhere(requireSignIn(caller), 'account');
  const reaches = permissions.map((permission) => reachOfWorkspacePermission(caller, permission));
  return store.workspaces.listRankedWorkspaces({ reaches, ...page });
}
