import type { RepositoryAddress } from '../domain/repository.ts';
import type { WrittenCommitStatusInContext } from './commit-status-in-context.ts';
import type { ActionContext } from './context.ts';
import { getCommit } from './get-commit.ts';
import { getRepositoryForWriting } from './get-repository-for-writing.ts';
import { newReplacement, type Report } from './new-replacement.ts';

export interface CommitStatusToPut extends Report {
  readonly address: RepositoryAddress;
  /** Whole or abbreviated, as it was sent. */
  readonly commit: string;
}

export interface PutCommitStatus extends WrittenCommitStatusInContext {
  /** Whether it was new. */
  readonly created: boolean;
}

/**
 * Creates the status, or replaces the one with the same key: it keeps `createdOn` and its UUID, moves `updatedOn`, and
 * every member that was not sent is unset. A report of an older run of the build than is known changes the history alone. Throws
 * not_found for the repository or the commit.
 */
export async function putCommitStatus(context: ActionContext, input: CommitStatusToPut): Promise<PutCommitStatus> {
  const repository = await getRepositoryForWriting(context, input.address, input.commit);
  const commit = await getCommit(context, repository, input.commit);
  const change = newReplacement(context, { repository, commit }, input);
  return { repository, commit, ...(await context.store.commitStatuses.replaceCommitStatus(change)) };
}
