import type { PostgresStoreConfig, SqliteStoreConfig, StoreConfig } from '../config/store-config.ts';
import { ServiceError } from '../domain/error.ts';
import type { DatabaseStatus } from '../sql/database-status.ts';
import type { Migration } from '../sql/list-migrations.ts';
import type { DumpCommands } from '../sql/postgres/dump-commands.ts';
import { type BackupFile, type BackupProgress, backUpDatabase as backUpFile } from '../sql/sqlite/back-up-database.ts';
import { databasePath } from '../sql/sqlite/database-file.ts';
import { migrateFile } from '../sql/sqlite/migrate-file.ts';
import { readDatabaseStatus as readFileStatus } from '../sql/sqlite/read-database-status.ts';
import { storeExists } from './open-store.ts';

// The driver of PostgreSQL is loaded by those alone who need it.

/** Brings the database, made where it is missing, to the newest schema, and gives the migrations that it took. */
export async function migrateDatabase(config: StoreConfig): Promise<readonly Migration[]> {
  if (config.kind !== 'postgres') return migrateFile(requireSqlite(config).dataDirectory);
  const { migrate } = await import('../sql/postgres/migrate.ts');
  return migrate(config);
}

/** What the database says of itself. Throws not_found when there is none. */
export async function readDatabaseStatus(config: StoreConfig): Promise<DatabaseStatus> {
  if (config.kind !== 'postgres') return readFileStatus(requireData(config));
  const { readDatabaseStatus } = await import('../sql/postgres/read-database-status.ts');
  return readDatabaseStatus(config);
}

/**
 * Backs up an SQLite database into a new file, while servers run on it; of a PostgreSQL database, gives the commands that do. Throws
 * not_found when there is no data, and else as `sql/sqlite/back-up-database.ts` does.
 */
export async function backUpDatabase(
  config: StoreConfig,
  file: string,
  progress: BackupProgress,
): Promise<BackupFile | DumpCommands> {
  if (config.kind !== 'postgres') return backUpFile(requireData(config), file, progress);
  const { dumpCommands } = await import('../sql/postgres/dump-commands.ts');
  return dumpCommands(config.url, file);
}

/**
 * Distributes the tables of a PostgreSQL database with Citus, and gives those that were not distributed before. Throws
 * conflict, and changes nothing, where that cannot be done.
 */
export async function distributeDatabase(config: StoreConfig): Promise<readonly string[]> {
  const { distribute } = await import('../sql/postgres/distribute.ts');
  return distribute(requirePostgres(config));
}

/** The path of the database file. Throws not_found when there is none: looking makes nothing. */
function requireData(config: StoreConfig): string {
  const { dataDirectory } = requireSqlite(config);
  if (storeExists(config)) return databasePath(dataDirectory);
  throw new ServiceError(
    'not_found',
    `There is no data of Signalbox in ${dataDirectory}. Name another directory with --data.`,
  );
}

function requireSqlite(config: StoreConfig): SqliteStoreConfig {
  if (config.kind === 'sqlite') return config;
  throw new ServiceError('invalid', 'A database in memory goes with its process, and cannot be looked after.');
}

function requirePostgres(config: StoreConfig): PostgresStoreConfig {
  if (config.kind === 'postgres') return config;
  throw new ServiceError(
    'conflict',
    `Only a PostgreSQL database with Citus can be distributed; the SQLite file in ${requireSqlite(config).dataDirectory} stays on one machine. Name a database with --database-url (SIGNALBOX_DATABASE_URL).`,
  );
}
