import type { RepositoryAddress } from '../domain/repository.ts';
import type { RepositoryPolicy } from '../domain/repository-policy.ts';
import type { ActionContext } from './context.ts';
import { getRepository } from './get-repository.ts';

/** Throws not_found for the repository. */
export async function getPolicy(context: ActionContext, address: RepositoryAddress): Promise<RepositoryPolicy> {
  const repository = await getRepository(context, address, ['repository']);
  return context.store.policies.findPolicy({ repositoryId: repository.id });
}
