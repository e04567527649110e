import type { BuildState } from '../domain/build-state.ts';
import type { CommitHash } from '../domain/commit-hash.ts';
import type { CommitStatus, CommitStatusContent } from '../domain/commit-status.ts';
import { bytesToUuid } from './binary.ts';

export interface CommitStatusesTable {
  readonly repository_id: number;
  readonly commit_id: number;
  readonly key: string;
  readonly uuid: Uint8Array;
  readonly state: BuildState;
  readonly name: string;
  readonly description: string;
  readonly url: string;
  readonly refname: string | null;
  readonly author: string | null;
  readonly created_on: number;
  readonly updated_on: number;
  readonly owner_id: number | null;
}

export type CommitStatusRow = Omit<CommitStatusesTable, 'repository_id' | 'commit_id' | 'owner_id'>;

export const commitStatusColumns = [
  'commit_statuses.key',
  'commit_statuses.uuid',
  'commit_statuses.state',
  'commit_statuses.name',
  'commit_statuses.description',
  'commit_statuses.url',
  'commit_statuses.refname',
  'commit_statuses.author',
  'commit_statuses.created_on',
  'commit_statuses.updated_on',
] as const satisfies readonly `commit_statuses.${keyof CommitStatusRow}`[];

export function toCommitStatus(row: CommitStatusRow, commitHash: CommitHash): CommitStatus {
  return {
    uuid: bytesToUuid(row.uuid),
    commitHash,
    key: row.key,
    ...toContent(row),
    author: row.author ?? undefined,
    createdOn: row.created_on,
    updatedOn: row.updated_on,
  };
}

/** What the sender said, of a status or of an event. */
export function toContent(row: Pick<CommitStatusRow, keyof CommitStatusContent>): CommitStatusContent {
  return {
    state: row.state,
    name: row.name,
    description: row.description,
    url: row.url,
    refname: row.refname ?? undefined,
  };
}
