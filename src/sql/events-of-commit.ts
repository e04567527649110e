import { type Kysely, sql } from 'kysely';
import type { HistoryQuery } from '../store/status-history-store.ts';
import { hexToBytes } from './binary.ts';
import type { Tables } from './tables.ts';

export interface OfCommit {
  readonly repositoryId: number;
  readonly hash: Uint8Array;
  readonly keys: readonly string[] | undefined;
}

export function toOfCommit({ repositoryId, commit, keys }: HistoryQuery): OfCommit {
  return { repositoryId, hash: hexToBytes(commit.hash), keys };
}

/** The events of a commit by their index, each with the number of the last one before it that changed the same status. */
export function selectEvents(db: Kysely<Tables>, of: OfCommit) {
  const events = db
    .selectFrom('status_events')
    .selectAll('status_events')
    .select(
      sql<number | null>`max(case when kind <> 'superseded' then id end)
        over (partition by key order by id rows between unbounded preceding and 1 preceding)`.as('previous_id'),
    )
    .where('repository_id', '=', of.repositoryId)
    .where('commit_id', '=', selectCommitId(db, of));
  return of.keys === undefined ? events : events.where('key', 'in', of.keys);
}

export function selectCommitId(db: Kysely<Tables>, { repositoryId, hash }: OfCommit) {
  return db.selectFrom('commits').select('id').where('repository_id', '=', repositoryId).where('hash', '=', hash);
}
