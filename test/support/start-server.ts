import type { FastifyInstance } from 'fastify';
import { type Config, parseConfig } from '../../src/config/config.ts';
import type { GivenOptions } from '../../src/config/options.ts';
import { composeServer, type Overrides } from '../../src/server/compose-server.ts';
import { createTestDatabase } from './test-database.ts';

export interface RunningServer extends AsyncDisposable {
  /** Without a slash at the end. */
  readonly baseUrl: string;
  /** Only in `serve` mode, and only for a store that was empty. */
  readonly administratorToken: string | undefined;
  readonly app: FastifyInstance;
}

/** The project `api-postgres` runs the tests of the API a second time, on PostgreSQL. */
export const isOnPostgres = process.env.SIGNALBOX_TEST_STORE === 'postgres';

/** Tests sign in with wrong credentials more often than people do. */
const atOnce = async () => {};

/** Each server opens few connections: many run at once. */
const poolSize = '4';

/**
 * Starts a server in this process, on a free port, with a store of its own that goes with it, unless the flags name one: in
 * memory where it may be, or in PostgreSQL.
 */
export async function startServer(
  flags: GivenOptions = {},
  mode: Config['mode'] = 'dev',
  overrides: Overrides = {},
): Promise<RunningServer> {
  await using parts = new AsyncDisposableStack();
  const store = await chooseStore(flags, mode, parts);
  const config = parseConfig(mode, { flags: { port: '0', ...store, ...flags }, environment: {} });
  const server = parts.use(await composeServer(config, { pause: atOnce, ...overrides }));
  const baseUrl = await server.listen();
  const opened = parts.move();
  return {
    baseUrl,
    administratorToken: server.administratorToken,
    app: server.app,
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}

async function chooseStore(
  flags: GivenOptions,
  mode: Config['mode'],
  parts: AsyncDisposableStack,
): Promise<GivenOptions> {
  const isNamed = flags.data !== undefined || flags.databaseUrl !== undefined;
  if (isNamed || !isOnPostgres) return { memory: mode === 'dev' };
  const { url } = parts.use(await createTestDatabase());
  return { databaseUrl: url, databasePoolSize: poolSize };
}
