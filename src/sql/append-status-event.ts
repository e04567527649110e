import type { Kysely } from 'kysely';
import type { StatusEventsTable } from './status-event-rows.ts';
import type { Tables } from './tables.ts';

/** What an event tells, but for its number. */
export type NewStatusEvent = Omit<StatusEventsTable, 'repository_id' | 'id'>;

/**
 * Adds events of a repository, in their order, inside the caller's transaction, which holds the repository's lock: so nobody else
 * takes their numbers. Those of reports are written with them, by each database in its own way.
 */
export async function appendStatusEvents(
  db: Kysely<Tables>,
  repositoryId: number,
  events: readonly NewStatusEvent[],
): Promise<void> {
  if (events.length === 0) return;
  const { last } = await db
    .selectFrom('status_events')
    .select(({ fn }) => fn.max('id').as('last'))
    .where('repository_id', '=', repositoryId)
    .executeTakeFirstOrThrow();
  const first = (last ?? 0) + 1;
  const rows = events.map((event, index) => ({ ...event, repository_id: repositoryId, id: first + index }));
  await db.insertInto('status_events').values(rows).execute();
}
