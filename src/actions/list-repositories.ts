import type { Repository } from '../domain/repository.ts';
import type { Page, PageQuery } from '../query/page.ts';
import type { RepositoryField } from '../query/repository-fields.ts';
import type { ActionContext } from './context.ts';
import { getWorkspace } from './get-workspace.ts';

/** The repositories of a workspace, or of the whole server. Throws not_found for the workspace. */
export async function listRepositories(
  context: Pick<ActionContext, 'store'>,
  { workspace, ...page }: PageQuery<RepositoryField> & { readonly workspace?: string | undefined },
): Promise<Page<Repository>> {
  const { repositories } = context.store;
  if (workspace === undefined) return repositories.listRepositories(page);
  const { id } = await getWorkspace(context, workspace);
  return repositories.listRepositories({ workspaceId: id, ...page });
}
