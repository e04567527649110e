import { existsSync } from 'node:fs';
import type { StoreConfig } from '../config/store-config.ts';
import type { GroupCommitOptions } from '../sql/group-commit.ts';
import { databasePath } from '../sql/sqlite/database-file.ts';
import { openSqliteStore } from '../sql/sqlite/open-sqlite-store.ts';
import type { Store } from '../store/store.ts';

/** Whether there is anything to open; the name of a data directory may have been mistyped. A server tells by itself. */
export function storeExists(config: StoreConfig): boolean {
  return config.kind === 'postgres' || (config.kind === 'sqlite' && existsSync(databasePath(config.dataDirectory)));
}

/** Opens the store that the settings name, and brings it to the newest schema. */
export async function openStore(config: StoreConfig, options?: GroupCommitOptions): Promise<Store> {
  switch (config.kind) {
    case 'postgres': {
      // The driver is loaded by those alone who need it.
      const { openPostgresStore } = await import('../sql/postgres/open-postgres-store.ts');
      return openPostgresStore(config, options);
    }
    case 'memory':
      return openSqliteStore('memory', options);
    case 'sqlite':
      return openSqliteStore({ dataDirectory: config.dataDirectory }, options);
  }
}
