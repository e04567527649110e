import { requireSignIn } from '../domain/access.ts';
import type { Workspace } from '../domain/repository.ts';
import {
  reachOfWorkspacePermission,
  visibleWorkspaces,
  type WorkspacePermission,
} from '../domain/workspace-permission.ts';
import type { Page, PageQuery } from '../query/page.ts';
import type { WorkspaceField } from '../query/workspace-fields.ts';
import type { ActionContext } from './context.ts';

/** The workspaces that are there for the caller. Throws unauthenticated when nobody asks for those of a role. */
export async function listWorkspaces(
  { store, caller }: Pick<ActionContext, 'store' | 'caller'>,
  { role, ...page }: PageQuery<WorkspaceField> & { readonly role?: WorkspacePermission | undefined },
): Promise<Page<Workspace>> {
  const visible = visibleWorkspaces(caller);
  if (role === undefined) return store.workspaces.listWorkspaces({ ranges: [visible], ...page });
  const ofRole = { includesPublic: false, reach: reachOfWorkspacePermission(requireSignIn(caller), role) };
  return store.workspaces.listWorkspaces({ ranges: [visible, ofRole], ...page });
}
