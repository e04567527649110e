import type { BuildState } from '../domain/build-state.ts';
import type { Commit } from '../domain/commit.ts';
import type { StatusEvent, StatusEventKind } from '../domain/status-event.ts';
import { type CommitStatusesTable, toContent } from './commit-status-rows.ts';

/** What was done to a status, and what it said then. The number grows within the repository. */
export interface StatusEventsTable
  extends Omit<
    CommitStatusesTable,
    'uuid' | 'created_on' | 'updated_on' | 'owner_id' | 'void_reason' | 'voided_by' | 'voided_on'
  > {
  readonly id: number;
  readonly occurred_on: number;
  readonly kind: StatusEventKind;
  /** Null for a status that was new, and for events older than the column. */
  readonly old_state: BuildState | null;
  readonly reason: string | null;
}

export function toStatusEvent(
  row: Omit<StatusEventsTable, 'repository_id' | 'commit_id'>,
  { hash, details }: Commit,
): StatusEvent {
  return {
    id: row.id,
    commitHash: hash,
    commitDetails: details,
    key: row.key,
    ...toContent(row),
    author: row.author ?? undefined,
    occurredOn: row.occurred_on,
    kind: row.kind,
    oldState: row.old_state ?? undefined,
    attempt: row.attempt,
    buildNumber: row.build_number ?? undefined,
    reason: row.reason ?? undefined,
  };
}
