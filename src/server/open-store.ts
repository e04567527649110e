import { existsSync } from 'node:fs';
import type { StoreConfig } from '../config/config.ts';
import { databasePath } from '../sql/sqlite/database-file.ts';
import { openSqliteStore } from '../sql/sqlite/open-sqlite-store.ts';
import type { Store } from '../store/store.ts';

/** Whether there is anything to open; the name of a data directory may have been mistyped. */
export function storeExists(config: StoreConfig): boolean {
  return config.kind === 'sqlite' && existsSync(databasePath(config.dataDirectory));
}

/** Opens the store that the settings name, and brings it to the newest schema. */
export function openStore(config: StoreConfig): Store {
  switch (config.kind) {
    case 'memory':
      return openSqliteStore('memory');
    case 'sqlite':
      return openSqliteStore({ dataDirectory: config.dataDirectory });
  }
}
