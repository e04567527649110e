import type { NewAuditEvent } from '../domain/audit-event.ts';
import type { CommitHash } from '../domain/commit-hash.ts';
import type { CommitStatus } from '../domain/commit-status.ts';
import type { Instant } from '../domain/instant.ts';
import type { PullRequest, PullRequestEnd, PullRequestState } from '../domain/pull-request.ts';
import type { Page, PageQuery } from '../query/page.ts';
import type { PullRequestField } from '../query/pull-request-fields.ts';

export interface NewPullRequest {
  readonly repositoryId: number;
  readonly pullRequest: Omit<PullRequest, 'id' | 'updatedOn'>;
}

/** Changes the members that are there, and leaves the others. */
export interface PullRequestChange {
  readonly repositoryId: number;
  readonly id: number;
  readonly members: Partial<Omit<PullRequest, 'id' | 'author' | 'createdOn' | 'updatedOn'>>;
  readonly at: Instant;
}

/** What it was that merge checks were decided by. */
export interface MergeBasis {
  readonly source: PullRequestEnd;
  /** Of the source commit: those that name the source branch, and those that name none. */
  readonly statuses: readonly Pick<CommitStatus, 'key' | 'state' | 'voided'>[];
}

/** What is known of where an open pull request is. */
export type OpenPullRequest = Pick<PullRequest, 'id' | 'source' | 'destination' | 'followsBranch'>;

/** Where the branches of an open pull request are by now. */
export interface PullRequestMove {
  readonly id: number;
  readonly source?: CommitHash | undefined;
  readonly destination?: CommitHash | undefined;
}

export interface PullRequestStore {
  /**
   * Gives it the next number of its repository, which is what the entry of the audit is about. Throws `not_found` when the
   * repository has been removed.
   */
  addPullRequest(added: NewPullRequest, audit?: NewAuditEvent): Promise<PullRequest>;

  /** Changes one that is open; `undefined` when it is closed, or there is none. */
  changePullRequest(change: PullRequestChange, audit?: NewAuditEvent): Promise<PullRequest | undefined>;

  /**
   * The same for a merge that merge checks have been asked about: `outdated`, and nothing written, when what they were decided by
   * is not true any more. Without a basis, nothing was to be obeyed.
   */
  mergePullRequest(
    merge: PullRequestChange & { readonly basis?: MergeBasis | undefined },
    audit?: NewAuditEvent,
  ): Promise<PullRequest | 'outdated' | undefined>;

  /** Brings commits up to date of those that are still open: a moved source counts as a change of the pull request. */
  movePullRequests(moves: {
    readonly repositoryId: number;
    readonly moves: readonly PullRequestMove[];
    readonly at: Instant;
  }): Promise<void>;

  findPullRequest(query: { readonly repositoryId: number; readonly id: number }): Promise<PullRequest | undefined>;

  /** Of all that are open, in no order, what it takes to move them. */
  listOpenPullRequests(query: { readonly repositoryId: number }): Promise<readonly OpenPullRequest[]>;

  /**
   * Of those that are open and not where statuses say that their branches are: where they are to move. A source that was
   * told stays.
   */
  listReportedMoves(query: { readonly repositoryId: number }): Promise<readonly PullRequestMove[]>;

  /** Newest first unless they are sorted otherwise. */
  listPullRequests(
    query: PageQuery<PullRequestField> & {
      readonly repositoryId: number;
      /** Only those in one of these states; absent: all. */
      readonly states?: readonly PullRequestState[] | undefined;
    },
  ): Promise<Page<PullRequest>>;
}
