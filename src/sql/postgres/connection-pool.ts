import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import { type ClientConfig, Pool, type PoolClient, type QueryResult } from 'pg';
import { findPreparedName } from '../prepared-statements.ts';
import { breaksConnection, toDomainError } from './driver-error.ts';

/** Opens connections when they are needed; a broken one is replaced by the next that is asked for. */
function openPool(config: ClientConfig, size: number): Pool {
  // One of the connections is the pipeline's.
  const pool = new Pool({ ...config, max: Math.max(1, size - 1) });
  // Connections end when the server restarts. Idle ones the pool forgets by itself; of the others, their statement tells.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

/** A pool in the shape that Kysely drives, with failures as the port tells of them. */
export function openKyselyPool(config: ClientConfig, size: number): PostgresPool {
  const pool = openPool(config, size);
  return {
    options: pool.options,
    connect: async () => createClient(pool),
    end: () => pool.end(),
  };
}

/** Takes a connection from the pool with the first statement, and keeps it until the release. */
function createClient(pool: Pool): PostgresPoolClient {
  let own: PoolClient | undefined;
  let isBroken = false;

  async function send(text: string, values: readonly unknown[]): Promise<QueryResult> {
    own ??= await pool.connect();
    return own.query({ name: findPreparedName(text), text, values: [...values] });
  }

  async function query<Row>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<Row>> {
    try {
      const { command, rowCount, rows } = await send(text, values);
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
    release: () => own?.release(isBroken),
  };
}
