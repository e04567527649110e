import type { GivenOptions } from '../../src/config/options.ts';
import type { Overrides } from '../../src/server/compose-server.ts';
import { type Access, openAccess } from './access.ts';
import { testSettings } from './postgres-settings.ts';
import { type RunningServer, startServer } from './start-server.ts';
import { createTemporaryDirectory } from './temporary-directory.ts';
import { createTestDatabase } from './test-database.ts';

export interface ServingServer extends RunningServer {
  readonly access: Access;
  /** Where its store is, for another server on the same. */
  readonly flags: GivenOptions;
}

/**
 * Starts `signalbox serve` with a store of its own, in a file or in PostgreSQL, and what it takes to make accounts and tokens
 * in it.
 */
export async function startServing(flags: GivenOptions = {}, overrides: Overrides = {}): Promise<ServingServer> {
  await using parts = new AsyncDisposableStack();
  const isOnPostgres = process.env.SIGNALBOX_TEST_STORE === 'postgres';
  const databaseUrl = isOnPostgres ? parts.use(await createTestDatabase()).url : undefined;
  const dataDirectory = parts.use(createTemporaryDirectory()).path;
  const place = databaseUrl === undefined ? { data: dataDirectory } : { databaseUrl, databasePoolSize: '4' };
  const given = { ...place, ...flags };
  const server = parts.use(await startServer(given, 'serve', overrides));
  const access = parts.use(
    await openAccess(
      databaseUrl === undefined
        ? { kind: 'sqlite', dataDirectory }
        : { kind: 'postgres', ...testSettings(databaseUrl), poolSize: 2 },
    ),
  );
  const opened = parts.move();
  return { ...server, access, flags: given, [Symbol.asyncDispose]: () => opened.disposeAsync() };
}
