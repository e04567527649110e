import type { AccountReference } from './account.ts';
import { clip } from './clip.ts';
import type { CommitHash } from './commit-hash.ts';
import { ServiceError } from './error.ts';
import type { Instant } from './instant.ts';

export const pullRequestStates = ['OPEN', 'MERGED', 'DECLINED', 'SUPERSEDED'] as const;

export type PullRequestState = (typeof pullRequestStates)[number];

/** Bitbucket's words for how a pull request may be merged; Signalbox only records which was asked for. */
export const mergeStrategies = ['merge_commit', 'squash', 'fast_forward'] as const;

export const maxTitleLength = 255;
export const maxPullRequestTextLength = 32_768;
export const maxReviewers = 100;

/** A branch that a pull request goes from or to. */
export interface PullRequestEnd {
  readonly branch: string;
  /** Absent while nobody has told which commit it is. */
  readonly commit?: CommitHash | undefined;
}

export interface PullRequest {
  /** Counts from 1 in its repository. */
  readonly id: number;
  readonly title: string;
  readonly description: string;
  readonly state: PullRequestState;
  readonly isDraft: boolean;
  readonly author: AccountReference;
  readonly source: PullRequestEnd;
  readonly destination: PullRequestEnd;
  /**
   * Whether the source commit is the newest of its branch while the pull request is open; else it is as it was told, as
   * long as there is no Git directory to ask.
   */
  readonly followsBranch: boolean;
  readonly closesSourceBranch: boolean;
  readonly reviewers: readonly AccountReference[];
  /** Of a merged one: the commit that brought the source into the destination. */
  readonly mergeCommit?: CommitHash | undefined;
  /** Who merged or declined it. */
  readonly closedBy?: AccountReference | undefined;
  /** Why it was declined. */
  readonly reason: string;
  readonly createdOn: Instant;
  readonly updatedOn: Instant;
}

export function pullRequestNotFound(fullName: string, id: string | number): ServiceError {
  return new ServiceError('not_found', `There is no pull request ${clip(String(id))} in ${fullName}.`);
}

/** The answer to a change of one that is merged or declined. */
export function pullRequestIsClosed(id: number): ServiceError {
  return new ServiceError('invalid', 'This pull request is already closed.', {
    detail: `Pull request ${id} was merged or declined, and cannot be changed any more.`,
  });
}
