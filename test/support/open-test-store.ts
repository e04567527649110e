import { openPostgresStore } from '../../src/sql/postgres/open-postgres-store.ts';
import { openSqliteStore } from '../../src/sql/sqlite/open-sqlite-store.ts';
import type { Store } from '../../src/store/store.ts';
import { testSettings } from './postgres-settings.ts';
import { createTemporaryDirectory } from './temporary-directory.ts';
import { createTestDatabase } from './test-database.ts';

export interface TestStore extends AsyncDisposable {
  readonly store: Store;
}

export function openMemoryStore(): TestStore {
  const store = openSqliteStore('memory');
  return { store, [Symbol.asyncDispose]: () => store[Symbol.asyncDispose]() };
}

export function openFileStore(): TestStore {
  const directory = createTemporaryDirectory();
  const store = openSqliteStore({ dataDirectory: directory.path });
  return {
    store,
    async [Symbol.asyncDispose]() {
      await store[Symbol.asyncDispose]();
      directory[Symbol.dispose]();
    },
  };
}

export async function openPostgresTestStore(): Promise<TestStore> {
  await using parts = new AsyncDisposableStack();
  const database = parts.use(await createTestDatabase());
  const store = parts.use(await openPostgresStore(testSettings(database.url)));
  const opened = parts.move();
  return { store, [Symbol.asyncDispose]: () => opened.disposeAsync() };
}
