import { isUuid, parseNewRepositoryAddress, type RepositoryAddress } from '../domain/repository.ts';
import type { ActionContext } from './context.ts';
import { getWorkspace } from './get-workspace.ts';

/**
 * The slugs of a repository to be created; the workspace may be named by its UUID. Throws not_found for a UUID that no
 * workspace has, invalid when one of the names cannot be a slug.
 */
export async function parseNewAddress(
  context: Pick<ActionContext, 'store' | 'caller'>,
  { workspace, slug }: RepositoryAddress,
): Promise<RepositoryAddress> {
  const named = isUuid(workspace) ? (await getWorkspace(context, workspace)).slug : workspace;
  return parseNewRepositoryAddress({ workspace: named, slug });
}
