import type { Client } from 'pg';
import { ServiceError } from '../../domain/error.ts';
import { listMigrations, type Migration } from '../list-migrations.ts';
import { unfinishedMove } from '../moving/unfinished-move.ts';
import { type AppliedMigration, checkIsNewest, missingMigrations } from '../schema-version.ts';
import type { PostgresSettings } from './connection-settings.ts';
import { ddlLockTimeoutMs, withConnection } from './with-connection.ts';

/** Those that this version knows. */
export const migrations = listMigrations(new URL('./migrations/', import.meta.url));

/** The oldest major version that gets fixes, as `server_version_num` counts. */
const oldestVersion = 140_000;

/** Names our advisory lock, of those that programs on the same database take. */
const migrationLock = 4020;

/**
 * Brings the database to the newest schema, in one transaction that other processes wait for, and gives what that took.
 * Throws conflict, and changes nothing, when a newer Signalbox has made it unusable for this one, and invalid when the
 * server cannot hold our data.
 */
export function migrate(settings: PostgresSettings): Promise<readonly Migration[]> {
  return withConnection(settings, migrateOn);
}

/** The same on a connection that is there. */
export async function migrateOn(client: Client): Promise<readonly Migration[]> {
  await checkServer(client);
  const missing = await listMissing(client);
  return missing.length === 0 ? [] : applyMissing(client);
}

/** The migrations that the database has not had yet. Throws conflict as `migrate` does. */
export async function listMissing(client: Client): Promise<readonly Migration[]> {
  return missingMigrations(migrations, await listApplied(client));
}

/** Throws conflict while a move into the database, called so, is not finished. */
export async function checkNoMove(client: Client, name: string): Promise<void> {
  const { rows } = await client.query('select source from moves');
  if (rows.length > 0) throw unfinishedMove(name, rows[0].source);
}

/** Throws conflict when the database, called so, has an older schema, or a newer one that this version does not understand. */
export async function checkSchema(client: Client, name: string): Promise<void> {
  checkIsNewest(name, migrations, await listApplied(client));
}

async function applyMissing(client: Client): Promise<readonly Migration[]> {
  // Held until the connection ends. Taken before the transaction begins, which then knows the tables that others have made.
  await client.query('select pg_advisory_lock($1)', [migrationLock]);
  await client.query('begin');
  const missing = await listMissing(client);
  await client.query(`set local lock_timeout = ${ddlLockTimeoutMs}`);
  await client.query(`create table if not exists migrations (
    number integer primary key, name text not null, applied_on text not null, is_breaking integer not null)`);
  for (const { number, name, text, isBreaking } of missing) {
    await client.query(text);
    await client.query('insert into migrations (number, name, applied_on, is_breaking) values ($1, $2, $3, $4)', [
      number,
      name,
      new Date().toISOString(),
      Number(isBreaking),
    ]);
  }
  await client.query('commit');
  return missing;
}

async function checkServer(client: Client): Promise<void> {
  const { rows } = await client.query(`select current_setting('server_version') as version,
    current_setting('server_version_num')::integer as number, current_setting('server_encoding') as encoding,
    exists (select from pg_collation where collname = 'und-x-icu') as has_icu`);
  const { version, number, encoding, has_icu: hasIcu } = rows[0];
  if (number < oldestVersion) {
    throw new ServiceError('invalid', `PostgreSQL ${oldestVersion / 10_000} or newer is needed; this is ${version}.`);
  }
  if (encoding !== 'UTF8') {
    throw new ServiceError('invalid', `The database has the encoding ${encoding}. Make one with encoding 'UTF8'.`);
  }
  if (!hasIcu) {
    throw new ServiceError('invalid', 'The PostgreSQL server was built without ICU, by which texts are searched.');
  }
}

/** What the database has had; nothing, when it is new. */
export async function listApplied(client: Client): Promise<readonly AppliedMigration[]> {
  const { rows } = await client.query(`select to_regclass('migrations') is not null as found`);
  if (!rows[0].found) return [];
  return (await client.query('select number, is_breaking from migrations')).rows;
}
