import type { DatabaseSync } from 'node:sqlite';
import { listMigrations, type Migration } from '../list-migrations.ts';
import { unfinishedMove } from '../moving/unfinished-move.ts';
import { type AppliedMigration, missingMigrations } from '../schema-version.ts';

/** Those that this version knows. */
export const migrations = listMigrations(new URL('./migrations/', import.meta.url));

/**
 * Brings the database to the newest schema, in one transaction that other processes wait for, and gives what that took.
 * Throws conflict, and changes nothing, when a newer Signalbox has made it unusable for this one.
 */
export function migrate(database: DatabaseSync): readonly Migration[] {
  if (missingMigrations(migrations, listApplied(database)).length === 0) return [];

  database.exec('begin immediate');
  try {
    prepareTable(database);
    const missing = missingMigrations(migrations, listApplied(database));
    for (const migration of missing) apply(database, migration);
    database.exec('commit');
    return missing;
  } catch (error) {
    database.exec('rollback');
    throw error;
  }
}

/** What the database has had; nothing, when it is new. */
export function listApplied(database: DatabaseSync): readonly AppliedMigration[] {
  const columns = database.prepare("select name from pragma_table_info('migrations')").all();
  if (columns.length === 0) return [];
  const hasMark = columns.some(({ name }) => name === 'is_breaking');
  const rows = database.prepare(`select number, ${hasMark ? 'is_breaking' : '1 as is_breaking'} from migrations`).all();
  return rows.map(({ number, is_breaking }) => ({ number: Number(number), is_breaking: Number(is_breaking) }));
}

/** Throws conflict while a move into the database, called so, is not finished. */
export function checkNoMove(database: DatabaseSync, name: string): void {
  const move = database.prepare('select source from moves').get();
  if (move !== undefined) throw unfinishedMove(name, String(move.source));
}

/** The first versions did not mark what is breaking. */
function prepareTable(database: DatabaseSync): void {
  database.exec(
    'create table if not exists migrations (number integer primary key, name text not null, applied_on text not null) strict',
  );
  const marks = database.prepare("select 1 from pragma_table_info('migrations') where name = 'is_breaking'").get();
  if (marks === undefined) {
    database.exec('alter table migrations add column is_breaking integer not null default 0');
  }
}

function apply(database: DatabaseSync, { number, name, text, isBreaking }: Migration): void {
  database.exec(text);
  database
    .prepare('insert into migrations (number, name, applied_on, is_breaking) values (?, ?, ?, ?)')
    .run(number, name, new Date().toISOString(), Number(isBreaking));
}
