import { openSqliteStore } from '../../src/sql/sqlite/open-sqlite-store.ts';
import type { Store } from '../../src/store/store.ts';
import { createTemporaryDirectory } from './temporary-directory.ts';

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
