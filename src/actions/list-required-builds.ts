import type { RepositoryAddress } from '../domain/repository.ts';
import type { RequiredBuilds } from '../domain/required-builds.ts';
import type { ActionContext } from './context.ts';
import { getRepository } from './get-repository.ts';

/** In the order in which they were put. Throws not_found for the repository. */
export async function listRequiredBuilds(
  context: ActionContext,
  address: RepositoryAddress,
): Promise<readonly RequiredBuilds[]> {
  const { id: repositoryId } = await getRepository(context, address, ['repository']);
  return context.store.requiredBuilds.listRequiredBuilds({ repositoryId });
}
