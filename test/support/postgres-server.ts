import { createServer } from 'node:net';
import { loadEmbeddedPostgres, needsOtherUser } from './embedded-postgres.ts';
import { createTemporaryDirectory } from './temporary-directory.ts';

export interface PostgresServer extends AsyncDisposable {
  /** Of the database that is always there. */
  readonly url: string;
  start(): Promise<void>;
  /** Ends all connections and then the server. */
  stop(): Promise<void>;
}

/** Somebody may take the port between our asking for a free one and the server's using it. */
const maxAttempts = 3;

const password = 'signalbox';

/** A PostgreSQL server of the caller's own, from npm, on a free port; also where the tests run as root, which it does not. */
export async function startPostgres(flags: readonly string[] = []): Promise<PostgresServer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await tryToStart(await findFreePort(), flags);
    } catch (error) {
      if (attempt === maxAttempts) throw error;
    }
  }
}

async function tryToStart(port: number, flags: readonly string[]): Promise<PostgresServer> {
  const loaded = await loadEmbeddedPostgres();
  const directory = createTemporaryDirectory();
  let log = '';
  const server = new loaded.EmbeddedPostgres({
    databaseDir: directory.path,
    port,
    user: 'postgres',
    password,
    persistent: true,
    createPostgresUser: needsOtherUser,
    initdbFlags: ['--encoding=UTF8', '--no-sync'],
    postgresFlags: settings(flags),
    onLog: (message) => {
      log = `${log}${message}`.slice(-10_000);
    },
    onError: () => {},
  });
  const dispose = async () => {
    await server.stop();
    directory[Symbol.dispose]();
    loaded[Symbol.dispose]();
  };
  try {
    await server.initialise();
    await server.start();
  } catch (cause) {
    await dispose();
    throw new Error(`The PostgreSQL of the tests does not start.\n${log}`, { cause });
  }
  return {
    url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
    start: () => server.start(),
    stop: () => server.stop(),
    [Symbol.asyncDispose]: dispose,
  };
}

function settings(flags: readonly string[]): string[] {
  const ours = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off', 'max_connections=300'];
  return [...ours, ...flags].flatMap((flag) => ['-c', flag]);
}

function findFreePort(): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const probe = createServer();
  probe.once('error', reject);
  probe.listen(0, '127.0.0.1', () => {
    const address = probe.address();
    probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('No port.'))));
  });
  return promise;
}
