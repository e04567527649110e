import { openPostgresStore } from '../../src/sql/postgres/open-postgres-store.ts';
import { openSqliteStore } from '../../src/sql/sqlite/open-sqlite-store.ts';
import type { Store } from '../../src/store/store.ts';
import { testSettings } from './postgres-settings.ts';
import { createTemporaryDirectory } from './temporary-directory.ts';
import { createTestDatabase } from './test-database.ts';

const openers = { memory: openInMemory, 'a file': openOnFile, PostgreSQL: openOnPostgres } as const;

/** Opens as many stores as wanted on one database, as many processes would. */
export async function openProcesses(kind: 'memory' | 'a file' | 'PostgreSQL', count: number) {
  await using parts = new AsyncDisposableStack();
  const open = await openers[kind](parts);
  const stores: Store[] = [];
  for (let index = 0; index < count; index += 1) stores.push(parts.use(await open()));
  const opened = parts.move();
  return { stores, [Symbol.asyncDispose]: () => opened.disposeAsync() };
}

/** Which only its own process can see. */
function openInMemory(): () => Promise<Store> {
  return async () => openSqliteStore('memory');
}

function openOnFile(parts: AsyncDisposableStack): () => Promise<Store> {
  const directory = parts.use(createTemporaryDirectory());
  return async () => openSqliteStore({ dataDirectory: directory.path });
}

async function openOnPostgres(parts: AsyncDisposableStack): Promise<() => Promise<Store>> {
  const { url } = parts.use(await createTestDatabase());
  return () => openPostgresStore({ ...testSettings(url), poolSize: 3 });
}
