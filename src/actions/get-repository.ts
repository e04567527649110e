import { type Repository, type RepositoryAddress, repositoryNotFound } from '../domain/repository.ts';
import type { ActionContext } from './context.ts';

/** Throws not_found when there is no such repository. */
export async function getRepository(
  { store }: Pick<ActionContext, 'store'>,
  address: RepositoryAddress,
): Promise<Repository> {
  const repository = await store.repositories.findRepository(address);
  if (repository === undefined) throw repositoryNotFound(address);
  return repository;
}
