import { statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { compareSchema, type DatabaseStatus, type RowCount } from '../database-status.ts';
import { toDomainError } from './driver-error.ts';
import { listApplied, migrations } from './migrate.ts';

/** To count so many takes a tenth of a second; to count ten million takes seconds. */
const mostCounted = 1_000_000;

/** Looks at a database file, and changes nothing in it. Throws unavailable when it cannot be read. */
export function readDatabaseStatus(path: string): DatabaseStatus {
  try {
    using database = new DatabaseSync(path);
    database.exec('pragma query_only = on');
    const schema = compareSchema(migrations, listApplied(database));
    return {
      kind: 'sqlite',
      address: path,
      version: String(database.prepare('select sqlite_version() as version').get()?.version),
      schema,
      bytes: sizeOf(path) + sizeOf(`${path}-wal`),
      rows: schema.number > 0 && schema.isUsable ? countRows(database) : undefined,
      connections: undefined,
      citus: undefined,
    };
  } catch (error) {
    throw toDomainError(error);
  }
}

function countRows(database: DatabaseSync): DatabaseStatus['rows'] {
  const read = (sql: string) => Number(Object.values(database.prepare(sql).get() ?? {})[0]);
  const count = (table: string): RowCount => {
    const found = read(`select count(*) from (select 1 from ${table} limit ${mostCounted + 1})`);
    return found > mostCounted ? { count: mostCounted, precision: 'over' } : { count: found, precision: 'exact' };
  };
  // Events are numbered from 1 in each repository, and go only with the repository.
  const events = `select coalesce(sum((select max(id) from status_events where repository_id = repositories.id)), 0)
    from repositories where removed_on is null`;
  return {
    workspaces: count('workspaces'),
    repositories: { count: read('select count(*) from repositories where removed_on is null'), precision: 'exact' },
    statuses: count('commit_statuses'),
    events: { count: read(events), precision: 'exact' },
  };
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
