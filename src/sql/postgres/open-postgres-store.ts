import { Kysely, PostgresDialect } from 'kysely';
import type { Store } from '../../store/store.ts';
import type { GroupCommitOptions } from '../group-commit.ts';
import { SqlStore } from '../sql-store.ts';
import type { Tables } from '../tables.ts';
import { openKyselyPool } from './connection-pool.ts';
import { describeAddress, type PostgresSettings, toClientConfig } from './connection-settings.ts';
import { checkNoMove, migrateOn } from './migrate.ts';
import { createNotifications } from './notifications.ts';
import { postgresDialect } from './postgres-dialect.ts';
import { createPostgresWriter } from './postgres-writer.ts';
import { ReadPipeline } from './read-pipeline.ts';
import { withConnection } from './with-connection.ts';

/**
 * Opens the store in a PostgreSQL database, and brings it to the newest schema. Throws unavailable when the database cannot be
 * reached, invalid when the address or the server is of no use, conflict when a newer version has written it, or a move
 * into it is not finished.
 */
export async function openPostgresStore(settings: PostgresSettings, options?: GroupCommitOptions): Promise<Store> {
  await withConnection(settings, async (client) => {
    await migrateOn(client);
    await checkNoMove(client, describeAddress(settings.url));
  });
  // Once: the files that it names may be exchanged while the server runs.
  const config = toClientConfig(settings);
  const pipeline = new ReadPipeline(config);
  const pool = openKyselyPool(config, settings.poolSize);
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  const writer = createPostgresWriter(db);
  const changeSignal = createNotifications(db, config);
  const close = async () => {
    await pipeline[Symbol.asyncDispose]();
    await db.destroy();
  };
  const reading = { db, dialect: postgresDialect, send: pipeline.send, close };
  return new SqlStore({ reading, writer, changeSignal }, options);
}
