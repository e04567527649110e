import { commitNotFound, isCommitHash, parseCommitRevision } from '../domain/commit-hash.ts';
import {
  isUuid,
  parseNewRepositoryAddress,
  type Repository,
  type RepositoryAddress,
  repositoryNotFound,
  repositoryRenamed,
} from '../domain/repository.ts';
import type { ActionContext } from './context.ts';
import { getRepositoryToChange } from './get-repository.ts';
import { newRepository } from './new-repository.ts';

/**
 * The repository, made first where the server makes repositories on their first use. Throws not_found when it is missing
 * and is not to be made, or when the commit cannot be one of a repository without commits; invalid when its name cannot
 * be one.
 */
export async function getRepositoryForWriting(
  context: ActionContext,
  address: RepositoryAddress,
  commit: string,
): Promise<Repository> {
  const revision = parseCommitRevision(commit);
  const existing = await context.store.repositories.findRepository(address);
  if (existing !== undefined) return existing;
  const isNamedByUuid = isUuid(address.workspace) || isUuid(address.slug);
  const renamed = await context.store.repositories.findRenamedRepository(address);
  if (renamed !== undefined) throw repositoryRenamed(address, renamed);
  if (!context.createsRepositories || isNamedByUuid) throw repositoryNotFound(address);

  if (!isCommitHash(revision)) throw commitNotFound(commit);

  await context.store.repositories.addRepository(newRepository(context, parseNewRepositoryAddress(address)));
  return getRepositoryToChange(context, address);
}
