import type { PostgresStoreConfig, StoreConfig } from '../config/config.ts';
import { ServiceError } from '../domain/error.ts';
import type { DumpCommands } from '../sql/postgres/dump-commands.ts';
import type { BackupFile, BackupProgress } from '../sql/sqlite/back-up-database.ts';
import { databasePath } from '../sql/sqlite/database-file.ts';
import { storeExists } from './open-store.ts';

/**
 * Backs up an SQLite database into a new file, while servers run on it; of a PostgreSQL database, gives the commands that do. Throws
 * not_found when there is no data, and else as `sql/sqlite/back-up-database.ts` does.
 */
export async function backUpDatabase(
  config: StoreConfig,
  file: string,
  progress: BackupProgress,
): Promise<BackupFile | DumpCommands> {
  if (config.kind === 'postgres') {
    const { dumpCommands } = await import('../sql/postgres/dump-commands.ts');
    return dumpCommands(config.url, file);
  }
  const { backUpDatabase } = await import('../sql/sqlite/back-up-database.ts');
  return backUpDatabase(requireData(config), file, progress);
}

/** The path of the database file. Throws not_found when there is none: looking makes nothing. */
function requireData(config: StoreConfig): string {
  if (config.kind === 'sqlite' && storeExists(config)) return databasePath(config.dataDirectory);
  const where = config.kind === 'sqlite' ? config.dataDirectory : config.kind;
  throw new ServiceError('not_found', `There is no data of Signalbox in ${where}. Name another directory with --data.`);
}

/**
 * Distributes the tables of a PostgreSQL database with Citus, and gives those that were not distributed before. Throws
 * conflict, and changes nothing, where that cannot be done.
 */
export async function distributeDatabase(config: StoreConfig): Promise<readonly string[]> {
  const { distribute } = await import('../sql/postgres/distribute.ts');
  return distribute(requirePostgres(config));
}

function requirePostgres(config: StoreConfig): PostgresStoreConfig {
  if (config.kind === 'postgres') return config;
  const where = config.kind === 'sqlite' ? `the SQLite file in ${config.dataDirectory} stays` : 'memory stays';
  throw new ServiceError(
    'conflict',
    `Only a PostgreSQL database with Citus can be distributed; ${where} on one machine. Name a database with --database-url (SIGNALBOX_DATABASE_URL).`,
  );
}
