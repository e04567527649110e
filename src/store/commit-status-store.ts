import type { AuditOrigin, NewAuditEvent } from '../domain/audit-event.ts';
import type { Commit } from '../domain/commit.ts';
import type { CommitHash } from '../domain/commit-hash.ts';
import type { CommitStatus, CommitStatusContent } from '../domain/commit-status.ts';
import type { Instant } from '../domain/instant.ts';
import type { CommitStatusField } from '../query/commit-status-fields.ts';
import type { Page, PageQuery } from '../query/page.ts';

/** Who writes a status, for the audit. */
export interface StatusAudit extends AuditOrigin {
  /** The full name of the repository, as it is now. */
  readonly repositoryName: string;
}

interface Change {
  readonly repositoryId: number;
  /** Remembered, with its details, when it is new to the repository. */
  readonly commit: Commit;
  readonly key: string;
  readonly author?: string | undefined;
  /** The account that writes: the owner of a status that has none yet. Absent where nobody has an account. */
  readonly accountId?: number | undefined;
  /** Whether a status that another account owns may be overwritten; its owner stays. */
  readonly overwritesOthers?: boolean | undefined;
  /** What the build calls itself: reports of a lower one than is known change nothing but the history. */
  readonly buildNumber?: number | undefined;
  /** Absent: nothing is written into the audit. */
  readonly audit?: StatusAudit | undefined;
  readonly at: Instant;
}

/** Creates the status, or replaces all that an earlier one under the same key said. */
export interface CommitStatusReplacement extends Change {
  readonly kind: 'replace';
  /** In braces; used when the status is new. */
  readonly uuid: string;
  readonly content: CommitStatusContent;
}

/** Changes the members that are there, and leaves the others. `refname: null` clears it. */
export interface CommitStatusUpdate extends Change {
  readonly kind: 'update';
  readonly members: Partial<Omit<CommitStatusContent, 'refname'>> & { readonly refname?: string | null };
  /** When the stored url still is this one, it stays, whatever `members.url` says. */
  readonly unlessUrlIs?: string | undefined;
}

export interface CommitStatusQuery {
  readonly repositoryId: number;
  readonly commit: CommitHash;
}

export interface WrittenCommitStatus {
  readonly status: CommitStatus;
  /** Whether the report came from an older run of the build than the status is of, and so changed nothing but the history. */
  readonly isSuperseded: boolean;
}

export interface ReplacedCommitStatus extends WrittenCommitStatus {
  /** Whether it was new. */
  readonly created: boolean;
}

/** What an administrator does to a status, beside those who report it. */
export interface StatusDecision extends CommitStatusQuery {
  readonly key: string;
  readonly reason?: string | undefined;
  /** The name of whoever decides. */
  readonly author?: string | undefined;
  readonly at: Instant;
}

/** Takes a status out of the combined status. */
export interface StatusVoiding extends StatusDecision {
  readonly reason: string;
}

/** The status afterwards, and whether that is new. */
export interface DecidedStatus {
  readonly status: CommitStatus;
  readonly isChanged: boolean;
}

export interface CommitStatusStore {
  /**
   * Writes the status and the event that records the change. The same key keeps `uuid` and `createdOn`. What says nothing new
   * moves `updatedOn` and leaves no event; what was superseded leaves the status alone (`domain/judge-report.ts`). Throws
   * `not_found` when the repository has been removed, `forbidden` when another account owns the status.
   */
  replaceCommitStatus(change: CommitStatusReplacement): Promise<ReplacedCommitStatus>;

  /**
   * The same for many of one repository, in their order and in one transaction: nobody reads some of them without the
   * others. Each has its own outcome, in the same order; one that fails leaves the others alone, which PostgreSQL is then
   * given one by one.
   */
  replaceCommitStatuses(
    changes: readonly CommitStatusReplacement[],
  ): Promise<readonly PromiseSettledResult<ReplacedCommitStatus>[]>;

  /** The same for a status that must exist; `undefined` when it does not. */
  updateCommitStatus(change: CommitStatusUpdate): Promise<WrittenCommitStatus | undefined>;

  /**
   * Leaves an event, as do the two that follow. `undefined` when there is no such status; one that is voided for the same reason
   * stays as it is. The next report that says something else lets it count again.
   */
  voidCommitStatus(voiding: StatusVoiding, audit?: NewAuditEvent): Promise<DecidedStatus | undefined>;

  /** Lets a voided status count again. `undefined` when there is no such status; one that counts stays as it is. */
  restoreCommitStatus(decision: StatusDecision, audit?: NewAuditEvent): Promise<DecidedStatus | undefined>;

  /** Its history stays; the next report under its key makes a new one. `false` when there is no such status. */
  removeCommitStatus(decision: StatusDecision, audit?: NewAuditEvent): Promise<boolean>;

  findCommitStatus(query: CommitStatusQuery & { readonly key: string }): Promise<CommitStatus | undefined>;

  /**
   * Statuses of a commit, oldest first (`createdOn`, then key) unless they are sorted otherwise. With a refname, only those
   * of that branch and those of none.
   */
  listCommitStatuses(
    query: CommitStatusQuery & PageQuery<CommitStatusField> & { readonly refname?: string | undefined },
  ): Promise<Page<CommitStatus>>;

  /**
   * The statuses of each of these commits, up to 100, in the order of their keys, all read at one moment; none for a commit
   * that is not known. With a refname, only those of that branch and those of none.
   */
  listStatusesOfCommits(query: {
    readonly repositoryId: number;
    readonly commits: readonly CommitHash[];
    readonly refname?: string | undefined;
  }): Promise<ReadonlyMap<CommitHash, readonly CommitStatus[]>>;
}
