import type { CommitHash } from './commit-hash.ts';
import type { CommitStatusContent } from './commit-status.ts';
import type { Instant } from './instant.ts';

/** One entry of the history: what a status said after one accepted write. */
export interface StatusEvent extends CommitStatusContent {
  /** Grows within the repository, in the order in which the writes were committed. */
  readonly id: number;
  readonly commitHash: CommitHash;
  readonly key: string;
  /** The name of whoever reported it. */
  readonly author?: string | undefined;
  readonly occurredOn: Instant;
}
