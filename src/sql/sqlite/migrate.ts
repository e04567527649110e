import { readdirSync, readFileSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { ServiceError } from '../../domain/error.ts';

interface Migration {
  readonly number: number;
  readonly name: string;
}

const directory = new URL('./migrations/', import.meta.url);
const fileName = /^(\d{4})_[a-z0-9_]+\.sql$/;

/**
 * Brings the database to the newest schema, in one transaction that other processes wait for. Throws conflict, and
 * changes nothing, when a newer Signalbox has been at it.
 */
export function migrate(database: DatabaseSync): void {
  const migrations = listMigrations();
  if (lastApplied(database) === migrations.at(-1)?.number) return;

  database.exec('begin immediate');
  try {
    database.exec(
      'create table if not exists migrations (number integer primary key, name text not null, applied_on text not null) strict',
    );
    applyMissing(database, migrations);
    database.exec('commit');
  } catch (error) {
    database.exec('rollback');
    throw error;
  }
}

function applyMissing(database: DatabaseSync, migrations: readonly Migration[]): void {
  const last = lastApplied(database);
  const newest = migrations.at(-1)?.number ?? 0;
  if (last > newest) {
    throw new ServiceError(
      'conflict',
      `The data was written by a newer version of Signalbox (schema ${last}; this version knows ${newest}). Start that version, or a later one.`,
    );
  }
  const record = database.prepare('insert into migrations (number, name, applied_on) values (?, ?, ?)');
  for (const { number, name } of migrations.filter((migration) => migration.number > last)) {
    record.run(number, name, new Date().toISOString());
    database.exec(readFileSync(new URL(name, directory), 'utf8'));
  }
}

function lastApplied(database: DatabaseSync): number {
  const table = database.prepare("select 1 from sqlite_schema where type = 'table' and name = 'migrations'").get();
  if (table === undefined) return 0;
  const row = database.prepare('select coalesce(max(number), 0) as last from migrations').get();
  return Number(row?.last);
}

function listMigrations(): readonly Migration[] {
  return readdirSync(directory)
    .sort()
    .flatMap((name) => {
      const number = fileName.exec(name)?.[1];
      return number === undefined ? [] : [{ number: Number(number), name }];
    });
}
