import type { BuildState } from './build-state.ts';
import type { CommitDetails } from './commit.ts';
import type { CommitHash } from './commit-hash.ts';
import type { CommitStatusContent } from './commit-status.ts';
import type { Instant } from './instant.ts';

/**
 * What was done to a status. A report that says nothing new leaves no event; one of an older build than the one that is known is
 * `superseded`: it changed nothing.
 */
export const statusEventKinds = ['reported', 'superseded', 'timed_out', 'voided', 'restored', 'removed'] as const;

export type StatusEventKind = (typeof statusEventKinds)[number];

/** One entry of the history: what was done to a status, and what it said then. */
export interface StatusEvent extends CommitStatusContent {
  /** Grows within the repository, in the order in which the writes were committed. */
  readonly id: number;
  readonly kind: StatusEventKind;
  readonly commitHash: CommitHash;
  /** Absent where there was no Git directory to ask. */
  readonly commitDetails?: CommitDetails | undefined;
  readonly key: string;
  /** What the status said before; absent when it was new. */
  readonly oldState?: BuildState | undefined;
  /** Counts the runs of the build, from 1; 0 for a report of an older build of which nothing else is known. */
  readonly attempt: number;
  /** What the build calls itself. */
  readonly buildNumber?: number | undefined;
  /** Why it was voided or restored, removed, or stopped by the server. */
  readonly reason?: string | undefined;
  /** The name of whoever reported or did it; absent when the server did. */
  readonly author?: string | undefined;
  readonly occurredOn: Instant;
}
