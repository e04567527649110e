import { hasScope, isVisible, requireScopes } from '../domain/access.ts';
import {
  type Repository,
  type RepositoryAddress,
  repositoryNotFound,
  repositoryRenamed,
} from '../domain/repository.ts';
import type { Scope } from '../domain/scope.ts';
import type { ActionContext } from './context.ts';

type Context = Pick<ActionContext, 'store' | 'caller'>;

/**
 * The repository that a request for reading names. A slug that it had before it was renamed will do, while no other has
 * it. Throws not_found when there is none that the caller may see; unauthenticated or forbidden when the caller lacks one of
 * the scopes in it.
 */
export async function getRepository(
  { store, caller }: Context,
  address: RepositoryAddress,
  scopes: readonly Scope[],
): Promise<Repository> {
  const repository =
    (await store.repositories.findRepository(address)) ?? (await store.repositories.findRenamedRepository(address));
  if (repository === undefined || !isVisible(caller, repository)) throw repositoryNotFound(address);
  requireScopes(caller, repository, scopes);
  return repository;
}

/** The same for reading what builds have reported: whoever reports may look, too. */
export async function getRepositoryOfBuilds(context: Context, address: RepositoryAddress): Promise<Repository> {
  const repository = await getRepository(context, address, []);
  if (!hasScope(context.caller, repository, 'buildstatus:write')) {
    requireScopes(context.caller, repository, ['repository']);
  }
  return repository;
}

/** The repository that a request for writing names, by the name that it has now. Throws as `getRepository` does. */
export async function getRepositoryToChange(
  context: Context,
  address: RepositoryAddress,
  scopes: readonly Scope[],
): Promise<Repository> {
  const repository = await findRepositoryToChange(context, address, scopes);
  if (repository === undefined) throw repositoryNotFound(address);
  return repository;
}

/** The same; `undefined` when there is none under any name. */
export async function findRepositoryToChange(
  { store, caller }: Context,
  address: RepositoryAddress,
  scopes: readonly Scope[],
): Promise<Repository | undefined> {
  const repository = await store.repositories.findRepository(address);
  if (repository !== undefined) {
    if (!isVisible(caller, repository)) throw repositoryNotFound(address);
    requireScopes(caller, repository, scopes);
    return repository;
  }
  const renamed = await store.repositories.findRenamedRepository(address);
  if (renamed === undefined) return undefined;
  throw isVisible(caller, renamed) ? repositoryRenamed(address, renamed) : repositoryNotFound(address);
}
