import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import { Pool, type PoolClient, types } from 'pg';
import { preparedName } from '../prepared-statements.ts';
import { type PostgresSettings, toClientConfig } from './connection-settings.ts';
import { breaksConnection, toDomainError } from './driver-error.ts';

/** The type of numbers of 8 bytes. All of ours fit into a number of JavaScript. */
const int8 = 20;

/** How long a request waits for a connection, a new one or one that others give back. */
const connectionTimeoutMs = 5000;

/** Opens connections when they are needed; a broken one is replaced by the next that is asked for. */
export function openPool(settings: PostgresSettings): Pool {
  const pool = new Pool({
    ...toClientConfig(settings),
    max: settings.poolSize,
    connectionTimeoutMillis: connectionTimeoutMs,
    types: {
      getTypeParser: ((oid: number, format?: 'text') =>
        oid === int8 ? Number : types.getTypeParser(oid, format)) as typeof types.getTypeParser,
    },
  });
  // Idle connections end when the server restarts. The pool forgets them by itself; whoever asks next gets a new one.
  pool.on('error', () => {});
  return pool;
}

/** The pool in the shape that Kysely drives, with failures as the port tells of them. */
export function toKyselyPool(pool: Pool): PostgresPool {
  return {
    options: pool.options,
    async connect() {
      try {
        return toKyselyClient(await pool.connect());
      } catch (error) {
        throw toDomainError(error);
      }
    },
    end: () => pool.end(),
  };
}

function toKyselyClient(client: PoolClient): PostgresPoolClient {
  let isBroken = false;
  async function query<Row>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<Row>> {
    const name = preparedName(text);
    try {
      const { command, rowCount, rows } = await client.query({ text, values: [...values], ...(name && { name }) });
      // Every statement of ours is one of these; Kysely reads the name as a union of those it knows.
      return { command: command as PostgresQueryResult<Row>['command'], rowCount: rowCount ?? 0, rows };
    } catch (error) {
      isBroken ||= breaksConnection(error);
      throw toDomainError(error);
    }
  }
  return {
    // Kysely also asks with a cursor, where it was given one.
    query: query as unknown as PostgresPoolClient['query'],
    release: () => client.release(isBroken),
  };
}
