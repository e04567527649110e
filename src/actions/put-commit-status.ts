import { randomUUID } from 'node:crypto';
import type { Caller } from '../domain/caller.ts';
import type { CommitStatusContent } from '../domain/commit-status.ts';
import { bracedUuid, type RepositoryAddress } from '../domain/repository.ts';
import type { CommitStatusInContext } from './commit-status-in-context.ts';
import type { ActionContext } from './context.ts';
import { getCommit } from './get-commit.ts';
import { getRepositoryForWriting } from './get-repository-for-writing.ts';

export interface CommitStatusToPut {
  readonly address: RepositoryAddress;
  /** Whole or abbreviated, as it was sent. */
  readonly commit: string;
  readonly key: string;
  /** Checked against the rules of the server. */
  readonly content: CommitStatusContent;
  readonly caller: Caller;
}

/**
 * Creates the status, or replaces the one with the same key: it keeps `createdOn` and its UUID, moves `updatedOn`, and
 * every member that was not sent is unset. Throws not_found for the repository or the commit.
 */
export async function putCommitStatus(
  context: ActionContext,
  input: CommitStatusToPut,
): Promise<CommitStatusInContext & { readonly created: boolean }> {
  const repository = await getRepositoryForWriting(context, input.address, input.commit);
  const commit = await getCommit(context, repository, input.commit);
  const { status, created } = await context.store.commitStatuses.replaceCommitStatus({
    kind: 'replace',
    repositoryId: repository.id,
    commit,
    key: input.key,
    uuid: bracedUuid(randomUUID()),
    content: input.content,
    author: input.caller.name,
    at: context.clock.now(),
  });
  return { repository, commit, status, created };
}
