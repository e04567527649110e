import { statusIsOwned } from '../domain/commit-status.ts';
import type {
  CommitStatusReplacement,
  CommitStatusUpdate,
  ReplacedCommitStatus,
} from '../store/commit-status-store.ts';
import type { OwnedStatus, WriteResults } from './write-command.ts';

/** What was written. Throws forbidden when nothing was, because another account owns the status. */
export function refuseOwnedStatus<Result extends object | undefined>(
  change: CommitStatusReplacement | CommitStatusUpdate,
  result: Result,
): Exclude<Result, OwnedStatus> {
  if (isOwned(result)) throw statusIsOwned(change.key, change.commit.hash, result.ownedBy);
  // What is left of the union is what it was not found to be.
  return result as Exclude<Result, OwnedStatus>;
}

/** The same for each of many. */
export async function refuseOwnedStatuses(
  changes: readonly CommitStatusReplacement[],
  outcomes: Promise<readonly PromiseSettledResult<WriteResults['replace']>[]>,
): Promise<readonly PromiseSettledResult<ReplacedCommitStatus>[]> {
  return (await outcomes).map((outcome, index) => {
    const change = changes[index];
    if (outcome.status === 'rejected' || change === undefined || !isOwned(outcome.value)) {
      return outcome as PromiseSettledResult<ReplacedCommitStatus>;
    }
    return { status: 'rejected', reason: statusIsOwned(change.key, change.commit.hash, outcome.value.ownedBy) };
  });
}

function isOwned(result: object | undefined): result is OwnedStatus {
  return result !== undefined && 'ownedBy' in result;
}
