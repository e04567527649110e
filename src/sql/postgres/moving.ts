import { Kysely, PostgresDialect, type PostgresPoolClient, sql } from 'kysely';
import { Client } from 'pg';
import { createDatabaseTarget } from '../moving/database-target.ts';
import type { RowSource, RowTarget } from '../moving/move-rows.ts';
import { countRows, readDatabase } from '../moving/read-database.ts';
import { digestRows } from '../moving/table-digests.ts';
import type { Tables } from '../tables.ts';
import { explainConnectionError } from './connection-error.ts';
import { describeAddress, type PostgresSettings, toClientConfig } from './connection-settings.ts';
import { toDomainError } from './driver-error.ts';
import { checkNoMove, checkSchema, migrate } from './migrate.ts';
import { withConnection } from './with-connection.ts';

/** The tables whose rows the database numbers. */
const numbered = ['workspaces', 'repositories', 'accounts', 'access_tokens', 'sessions'] as const;

/** Reads what the database holds at this moment; servers may go on writing. Changes nothing. */
export async function openPostgresSource(settings: PostgresSettings): Promise<RowSource> {
  const name = describeAddress(settings.url);
  await withConnection(settings, async (client) => {
    await checkSchema(client, name);
    await checkNoMove(client, name);
  });
  const db = await openConnection(settings);
  try {
    return await openSource(db, name);
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

async function openSource(db: Kysely<Tables>, name: string): Promise<RowSource> {
  // Until it ends, every read sees what was there at the first one.
  await sql`begin isolation level repeatable read read only`.execute(db);
  return {
    name,
    counts: await countRows(db),
    batches: () => readDatabase(db),
    async hasChanged(digests) {
      await sql`commit`.execute(db);
      return JSON.stringify(await digestRows(readDatabase(db))) !== JSON.stringify(digests);
    },
    [Symbol.asyncDispose]: () => db.destroy(),
  };
}

/** Makes the tables where they are missing. */
export async function openPostgresTarget(settings: PostgresSettings): Promise<RowTarget> {
  await migrate(settings);
  const db = await openConnection(settings);
  const continueNumbers = async () => {
    for (const table of numbered) {
      await sql`select setval(pg_get_serial_sequence(${table}, 'id'), max(id)) from ${sql.table(table)}
        having max(id) is not null`.execute(db);
    }
    // What the audit knows of a removed repository would be told of the next one that got its number.
    await sql`select setval(pg_get_serial_sequence('repositories', 'id'), max(repository_id)) from audit_events
      having max(repository_id) > (select coalesce(max(id), 0) from repositories)`.execute(db);
  };
  return createDatabaseTarget({ name: describeAddress(settings.url), db, continueNumbers });
}

/** Kysely over one connection, on which a transaction may last as long as it takes. */
async function openConnection(settings: PostgresSettings): Promise<Kysely<Tables>> {
  const client = new Client({
    ...toClientConfig({ ...settings, statementTimeoutMs: 0 }),
    idle_in_transaction_session_timeout: 0,
  });
  client.on('error', () => {});
  try {
    await client.connect();
  } catch (error) {
    throw toDomainError(explainConnectionError(error, settings));
  }
  const connection = {
    query: (text: string, values: readonly unknown[]) =>
      client.query(text, [...values]).catch((error: unknown) => {
        throw toDomainError(error);
      }),
    release: () => {},
  };
  const pool = {
    options: {},
    // Kysely also asks with a cursor, where it was given one.
    connect: async () => connection as unknown as PostgresPoolClient,
    end: () => client.end(),
  };
  return new Kysely({ dialect: new PostgresDialect({ pool }) });
}
