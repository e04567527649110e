import {
  type Repository,
  type RepositoryAddress,
  repositoryNotFound,
  repositoryRenamed,
} from '../domain/repository.ts';
import type { ActionContext } from './context.ts';

/**
 * The repository that a request for reading names. A slug that it had before it was renamed will do, while no other has
 * it. Throws not_found when there is none.
 */
export async function getRepository(
  { store }: Pick<ActionContext, 'store'>,
  address: RepositoryAddress,
): Promise<Repository> {
  const repository =
    (await store.repositories.findRepository(address)) ?? (await store.repositories.findRenamedRepository(address));
  if (repository === undefined) throw repositoryNotFound(address);
  return repository;
}

/** The repository that a request for writing names, by the name that it has now. Throws not_found when there is none. */
export async function getRepositoryToChange(
  { store }: Pick<ActionContext, 'store'>,
  address: RepositoryAddress,
): Promise<Repository> {
  const repository = await store.repositories.findRepository(address);
  if (repository !== undefined) return repository;
  const renamed = await store.repositories.findRenamedRepository(address);
  throw renamed === undefined ? repositoryNotFound(address) : repositoryRenamed(address, renamed);
}
