import type { Workspace } from '../domain/repository.ts';
import type { Page, PageQuery } from '../query/page.ts';
import type { WorkspaceField } from '../query/workspace-fields.ts';
import type { ActionContext } from './context.ts';

/** The workspaces of the server. */
export function listWorkspaces(
  { store }: Pick<ActionContext, 'store'>,
  page: PageQuery<WorkspaceField>,
): Promise<Page<Workspace>> {
  return store.workspaces.listWorkspaces(page);
}
