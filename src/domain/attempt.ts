import type { BuildState } from './build-state.ts';
import type { Instant } from './instant.ts';

/** One run of a build: from its first INPROGRESS to its first final state. */
export interface Attempt {
  readonly key: string;
  /** Counts the runs of the build, from 1. */
  readonly attempt: number;
  /** What the build calls itself. */
  readonly buildNumber?: number | undefined;
  /** What it ended with, else INPROGRESS. */
  readonly state: BuildState;
  /** Absent when it was never in progress. */
  readonly startedOn?: Instant | undefined;
  /** Absent while it goes on, and when another overtook it before it ended. */
  readonly finishedOn?: Instant | undefined;
  readonly refname?: string | undefined;
  /** Of the last report of it. */
  readonly author?: string | undefined;
  /** Of the last report of it. */
  readonly url: string;
  /** Whether it is the one that the status is of. */
  readonly isCurrent: boolean;
}

const microsecondsPerSecond = 1_000_000;

/**
 * How long it took, in seconds; `undefined` when a beginning or an end is not known, or when the beginning was told after the
 * end: then nobody knows when it was.
 */
export function durationOf({ startedOn, finishedOn }: Pick<Attempt, 'startedOn' | 'finishedOn'>): number | undefined {
  if (startedOn === undefined || finishedOn === undefined || finishedOn < startedOn) return undefined;
  return (finishedOn - startedOn) / microsecondsPerSecond;
}
