import type { Attempt } from '../domain/attempt.ts';
import type { PastEvent } from '../domain/changed-members.ts';
import type { Commit } from '../domain/commit.ts';
import type { CommitHash } from '../domain/commit-hash.ts';
import type { BuildResult } from '../domain/flakiness.ts';
import type { Instant } from '../domain/instant.ts';
import type { StatusEvent } from '../domain/status-event.ts';
import type { Page, PageQuery } from '../query/page.ts';
import type { StatusEventField } from '../query/status-event-fields.ts';

/** An event, and what the status was before it. */
export interface HistoryEntry {
  /** Its `oldState` is that of the event before it where it does not know one itself. */
  readonly event: StatusEvent;
  /** The last event before it that changed the status; absent when the status was new, or when it is not kept any more. */
  readonly before?: PastEvent | undefined;
}

/** Of which commit, and of which of its builds. */
export interface HistoryQuery {
  readonly repositoryId: number;
  readonly commit: Commit;
  /** Only what is about one of these; absent: all. */
  readonly keys?: readonly string[] | undefined;
}

/** A stretch of the history of a repository, by the numbers of its events. */
export interface ResultQuery {
  readonly repositoryId: number;
  readonly after: number;
  readonly through: number;
  /** Only results from then on. */
  readonly since: Instant;
  readonly key?: string | undefined;
  readonly refname?: string | undefined;
}

export interface ResultStretch {
  readonly results: readonly BuildResult[];
  /** When the first event of the stretch was, whatever it was; absent when none is left of it. */
  readonly beganOn?: Instant | undefined;
}

/** What has become of builds in the course of time. */
export interface StatusHistoryStore {
  /** Newest first unless they are sorted otherwise; the newest settles a tie. */
  listHistory(query: HistoryQuery & PageQuery<StatusEventField>): Promise<Page<HistoryEntry>>;

  /**
   * The runs of the builds, the last one that began first. Late reports belong to the run that they carry the number of; those
   * of which nothing else is known are of none.
   */
  listAttempts(query: HistoryQuery & { readonly offset: number; readonly limit: number }): Promise<Page<Attempt>>;

  /** What was reported as FAILED or SUCCESSFUL in that stretch, late reports of older runs aside. */
  listResults(query: ResultQuery): Promise<ResultStretch>;

  /** The hashes of commits that results named. */
  findCommitHashes(query: {
    readonly repositoryId: number;
    readonly commitIds: readonly number[];
  }): Promise<ReadonlyMap<number, CommitHash>>;
}
