import { type Workspace, workspaceNotFound } from '../domain/repository.ts';
import type { ActionContext } from './context.ts';

/** By its slug in any case, or its UUID in braces. Throws not_found when there is no such workspace. */
export async function getWorkspace({ store }: Pick<ActionContext, 'store'>, identifier: string): Promise<Workspace> {
  const workspace = await store.workspaces.findWorkspace(identifier);
  if (workspace === undefined) throw workspaceNotFound(identifier);
  return workspace;
}
