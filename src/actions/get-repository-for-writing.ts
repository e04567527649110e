import { commitNotFound, isCommitHash, parseCommitRevision } from '../domain/commit-hash.ts';
import { isUuid, type Repository, type RepositoryAddress, repositoryNotFound } from '../domain/repository.ts';
import type { ActionContext } from './context.ts';
import { findRepositoryToChange, getRepositoryToChange } from './get-repository.ts';
import { auditOfNewRepository, newRepository } from './new-repository.ts';
import { parseNewAddress } from './parse-new-address.ts';

/**
 * The repository that a status is written to, made first where the server makes repositories on their first use. Throws
 * not_found when it is missing and is not to be made, or when the commit cannot be one of a repository without commits;
 * invalid when its name cannot be one.
 */
export async function getRepositoryForWriting(
  context: ActionContext,
  address: RepositoryAddress,
  commit: string,
): Promise<Repository> {
  const revision = parseCommitRevision(commit);
  const existing = await findRepositoryForWriting(context, address);
  if (existing !== undefined) return existing;
  if (!isCommitHash(revision)) throw commitNotFound(commit);
  return makeRepository(context, address);
}

/**
 * The repository; `undefined` when it is missing, and is to be made once there is something to write. Throws not_found
 * when it is not to be made.
 */
export async function findRepositoryForWriting(
  context: ActionContext,
  address: RepositoryAddress,
): Promise<Repository | undefined> {
  const existing = await findRepositoryToChange(context, address, ['buildstatus:write']);
  if (existing !== undefined) return existing;
  if (!context.createsRepositories || isUuid(address.slug)) throw repositoryNotFound(address);
  return undefined;
}

/** Makes it, unless another request just has. Throws invalid when its name cannot be one. */
export async function makeRepository(context: ActionContext, address: RepositoryAddress): Promise<Repository> {
  const parsed = await parseNewAddress(context, address);
  const repository = newRepository(context, parsed);
  await context.store.repositories.addRepository(repository, auditOfNewRepository(context, repository));
  return getRepositoryToChange(context, parsed, ['buildstatus:write']);
}
