import type { DatabaseSync } from 'node:sqlite';

/** How many statuses do not say what their latest event says, or have none. */
export function countTornStatuses(database: DatabaseSync): number {
  const row = database
    .prepare(
      `select count(*) as count from commit_statuses as status where not exists (
         select 1 from status_events as event
         where event.repository_id = status.repository_id and event.id = (
           select max(id) from status_events as latest
           where latest.repository_id = status.repository_id and latest.commit_id = status.commit_id and latest.key = status.key
         ) and event.name = status.name and event.occurred_on = status.updated_on)`,
    )
    .get();
  return Number(row?.count);
}
