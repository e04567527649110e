import type { PostgresStoreConfig, StoreConfig } from '../config/config.ts';
import { ServiceError } from '../domain/error.ts';

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
