import { type Kysely, sql } from 'kysely';
import { describeSilence, formatDuration } from '../domain/repository-policy.ts';
import type { PolicyStep } from '../store/repository-policy-store.ts';
import { appendStatusEvents, type NewStatusEvent } from './append-status-event.ts';
import type { CommitStatusesTable } from './commit-status-rows.ts';
import type { Dialect } from './dialect.ts';
import { lockRepository } from './lock-repository.ts';
import { whereInProgressBefore } from './silent-statuses.ts';
import { columnsOf } from './table-layout.ts';
import type { Tables } from './tables.ts';
import type { WriteResults } from './write-command.ts';

/**
 * Stops builds of which nothing has been heard for too long, inside the caller's transaction. What they are is looked up under the
 * lock of the repository: of several processes that are about to, one does it, and what was reported just now counts.
 */
export async function stopSilentStatuses(
  db: Kysely<Tables>,
  dialect: Dialect,
  { repositoryId, at, limit }: PolicyStep,
): Promise<WriteResults['stop_silent_statuses']> {
  await lockRepository(db, dialect, repositoryId);
  const policy = await db
    .selectFrom('repository_policies')
    .select('in_progress_timeout')
    .where('repository_id', '=', repositoryId)
    .executeTakeFirst();
  const timeout = policy?.in_progress_timeout ?? undefined;
  if (timeout === undefined) return 0;
  const silent = await selectSilentStatuses(db, { repositoryId, before: at - timeout, limit }).execute();
  if (silent.length === 0) return 0;
  const stopped = silent.map((row) => stop(row, timeout, at));
  await overwrite(db, stopped);
  const reason = `in-progress timeout of ${formatDuration(timeout)}`;
  const events = stopped.map((row) => toEvent(row, reason));
  await appendStatusEvents(db, repositoryId, events);
  return stopped.length;
}

/** Those that have been silent for longest. */
export function selectSilentStatuses(
  db: Kysely<Tables>,
  { repositoryId, before, limit }: { readonly repositoryId: number; readonly before: number; readonly limit: number },
) {
  return db
    .selectFrom('commit_statuses')
    .select(columnsOf('commit_statuses'))
    .where('commit_statuses.repository_id', '=', repositoryId)
    .where(whereInProgressBefore(sql`${before}`))
    .orderBy('commit_statuses.updated_on')
    .limit(limit);
}

/** What is taken out of the combined status stays out of it: nobody has reported anything else. */
function stop(row: CommitStatusesTable, timeout: number, at: number): CommitStatusesTable {
  return {
    ...row,
    state: 'STOPPED',
    description: describeSilence(row.updated_on, timeout),
    author: null,
    updated_on: at,
  };
}

/** One statement for all of them, whatever each says. */
async function overwrite(db: Kysely<Tables>, rows: readonly CommitStatusesTable[]): Promise<void> {
  await db
    .insertInto('commit_statuses')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['repository_id', 'commit_id', 'key']).doUpdateSet(({ ref }) => ({
        state: ref('excluded.state'),
        description: ref('excluded.description'),
        author: ref('excluded.author'),
        updated_on: ref('excluded.updated_on'),
      })),
    )
    .execute();
}

function toEvent(row: CommitStatusesTable, reason: string): NewStatusEvent {
  const { commit_id, key, state, name, description, url, refname, author, attempt, build_number } = row;
  const said = { commit_id, key, state, name, description, url, refname, author, attempt, build_number };
  return { ...said, kind: 'timed_out', old_state: 'INPROGRESS', reason, occurred_on: row.updated_on };
}
