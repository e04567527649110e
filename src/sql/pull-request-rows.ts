import type { AccountReference } from '../domain/account.ts';
import { toCommitHash } from '../domain/commit-hash.ts';
import type { PullRequest, PullRequestState } from '../domain/pull-request.ts';
import type { OpenPullRequest, PullRequestMove } from '../store/pull-request-store.ts';
import { bytesToHex, bytesToUuid, hexToBytes, uuidToBytes } from './binary.ts';

export interface PullRequestsTable {
  readonly repository_id: number;
  readonly id: number;
  readonly title: string;
  readonly description: string;
  readonly state: PullRequestState;
  readonly is_draft: number;
  readonly author_uuid: Uint8Array;
  readonly author_name: string;
  readonly source_branch: string;
  readonly source_commit: Uint8Array | null;
  readonly destination_branch: string;
  readonly destination_commit: Uint8Array | null;
  readonly follows_branch: number;
  readonly closes_source_branch: number;
  readonly merge_commit: Uint8Array | null;
  readonly closed_by_uuid: Uint8Array | null;
  readonly closed_by_name: string | null;
  readonly reason: string;
  readonly created_on: number;
  readonly updated_on: number;
}

export interface PullRequestReviewersTable {
  readonly repository_id: number;
  readonly pull_request_id: number;
  /** Where it stands in the list, from 0. */
  readonly position: number;
  readonly uuid: Uint8Array;
  readonly name: string;
}

export function toPullRequest(row: PullRequestsTable, reviewers: readonly AccountReference[]): PullRequest {
  return {
    ...toOpenPullRequest(row),
    title: row.title,
    description: row.description,
    state: row.state,
    isDraft: row.is_draft === 1,
    author: { uuid: bytesToUuid(row.author_uuid), name: row.author_name },
    closesSourceBranch: row.closes_source_branch === 1,
    reviewers,
    mergeCommit: toHash(row.merge_commit),
    closedBy:
      row.closed_by_uuid === null
        ? undefined
        : { uuid: bytesToUuid(row.closed_by_uuid), name: row.closed_by_name ?? '' },
    reason: row.reason,
    createdOn: row.created_on,
    updatedOn: row.updated_on,
  };
}

/** What it takes to move an open one. */
export const openPullRequestColumns = [
  'id',
  'source_branch',
  'source_commit',
  'destination_branch',
  'destination_commit',
  'follows_branch',
] as const satisfies readonly (keyof PullRequestsTable)[];

export function toOpenPullRequest(
  row: Pick<PullRequestsTable, (typeof openPullRequestColumns)[number]>,
): OpenPullRequest {
  return {
    id: row.id,
    source: { branch: row.source_branch, commit: toHash(row.source_commit) },
    destination: { branch: row.destination_branch, commit: toHash(row.destination_commit) },
    followsBranch: row.follows_branch === 1,
  };
}

export function toMove(
  row: Pick<PullRequestsTable, 'id'> & { readonly source: Uint8Array | null; readonly destination: Uint8Array | null },
): PullRequestMove {
  return { id: row.id, source: toHash(row.source), destination: toHash(row.destination) };
}

/** Everything but the reviewers, who have rows of their own. */
export function toPullRequestRow(repositoryId: number, pullRequest: PullRequest): PullRequestsTable {
  return {
    repository_id: repositoryId,
    id: pullRequest.id,
    title: pullRequest.title,
    description: pullRequest.description,
    state: pullRequest.state,
    is_draft: Number(pullRequest.isDraft),
    author_uuid: uuidToBytes(pullRequest.author.uuid),
    author_name: pullRequest.author.name,
    source_branch: pullRequest.source.branch,
    source_commit: toBytes(pullRequest.source.commit),
    destination_branch: pullRequest.destination.branch,
    destination_commit: toBytes(pullRequest.destination.commit),
    follows_branch: Number(pullRequest.followsBranch),
    closes_source_branch: Number(pullRequest.closesSourceBranch),
    merge_commit: toBytes(pullRequest.mergeCommit),
    closed_by_uuid: pullRequest.closedBy === undefined ? null : uuidToBytes(pullRequest.closedBy.uuid),
    closed_by_name: pullRequest.closedBy?.name ?? null,
    reason: pullRequest.reason,
    created_on: pullRequest.createdOn,
    updated_on: pullRequest.updatedOn,
  };
}

export function toReviewer(row: Pick<PullRequestReviewersTable, 'uuid' | 'name'>): AccountReference {
  return { uuid: bytesToUuid(row.uuid), name: row.name };
}

function toHash(bytes: Uint8Array | null) {
  return bytes === null ? undefined : toCommitHash(bytesToHex(bytes));
}

/** A hash that nobody may have told. */
export function toBytes(hash: string | undefined): Uint8Array | null {
  return hash === undefined ? null : hexToBytes(hash);
}
