import { type Workspace, workspaceNotFound } from '../domain/repository.ts';
import { visibleWorkspaces } from '../domain/workspace-permission.ts';
import type { ActionContext } from './context.ts';

/** By its slug in any case, or its UUID in braces. Throws not_found when there is none that the caller may see. */
export async function getWorkspace(
  { store, caller }: Pick<ActionContext, 'store' | 'caller'>,
  identifier: string,
): Promise<Workspace> {
  const workspace = await store.workspaces.findWorkspace(identifier, visibleWorkspaces(caller));
  if (workspace === undefined) throw workspaceNotFound(identifier);
  return workspace;
}
