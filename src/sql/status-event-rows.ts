import type { CommitStatusesTable } from './commit-status-rows.ts';

/** What a status said after one accepted write. Its number grows within the repository. */
export interface StatusEventsTable
  extends Omit<CommitStatusesTable, 'uuid' | 'created_on' | 'updated_on' | 'owner_id'> {
  readonly id: number;
  readonly occurred_on: number;
}
