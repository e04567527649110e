import { randomUUID } from 'node:crypto';
import { commitNotFound, isCommitHash, parseCommitRevision } from '../domain/commit-hash.ts';
import {
  bracedUuid,
  isUuid,
  parseNewRepositoryAddress,
  type Repository,
  type RepositoryAddress,
} from '../domain/repository.ts';
import type { ActionContext } from './context.ts';
import { getRepository } from './get-repository.ts';

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
  if (!context.createsRepositories || isNamedByUuid) return getRepository(context, address);

  if (!isCommitHash(revision)) throw commitNotFound(commit);

  await context.store.repositories.addRepository({
    address: parseNewRepositoryAddress(address),
    uuid: bracedUuid(randomUUID()),
    workspaceUuid: bracedUuid(randomUUID()),
    createdOn: context.clock.now(),
  });
  return getRepository(context, address);
}
