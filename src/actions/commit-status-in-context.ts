import type { Commit } from '../domain/commit.ts';
import type { CommitStatus } from '../domain/commit-status.ts';
import type { Repository } from '../domain/repository.ts';
import type { WrittenCommitStatus } from '../store/commit-status-store.ts';

/** A status with the objects that are shown around it. */
export interface CommitStatusInContext {
  readonly repository: Repository;
  readonly commit: Commit;
  readonly status: CommitStatus;
}

/** What became of a report, with the same objects. */
export type WrittenCommitStatusInContext = CommitStatusInContext & WrittenCommitStatus;
