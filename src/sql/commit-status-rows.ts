import type { BuildState } from '../domain/build-state.ts';
import type { CommitHash } from '../domain/commit-hash.ts';
import type { CommitStatus, CommitStatusContent, StatusVoid } from '../domain/commit-status.ts';
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
  readonly attempt: number;
  /** The highest that a build of this key has called itself by. */
  readonly build_number: number | null;
  /** Null while it counts. */
  readonly void_reason: string | null;
  readonly voided_by: string | null;
  readonly voided_on: number | null;
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
  'commit_statuses.attempt',
  'commit_statuses.build_number',
  'commit_statuses.void_reason',
  'commit_statuses.voided_by',
  'commit_statuses.voided_on',
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
    attempt: row.attempt,
    buildNumber: row.build_number ?? undefined,
    voided: toVoid(row),
  };
}

/** Why the status does not count; `undefined` when it does. */
export function toVoid({
  void_reason: reason,
  voided_by: by,
  voided_on: on,
}: Pick<CommitStatusRow, 'void_reason' | 'voided_by' | 'voided_on'>): StatusVoid | undefined {
  return reason === null || on === null ? undefined : { reason, by: by ?? undefined, on };
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
