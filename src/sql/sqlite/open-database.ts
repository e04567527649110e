import { DatabaseSync } from 'node:sqlite';

/** How long a writer waits for another process that is writing, such as an administration command. */
const busyTimeoutMs = 5000;

/** The name under which SQLite keeps a database in memory only. */
export const inMemory = ':memory:';

/** Opens a connection with the settings that every connection of ours has. */
export function openDatabase(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: busyTimeoutMs, enableForeignKeyConstraints: true });
  // Readers and the writer do not wait for each other.
  database.exec('pragma journal_mode = wal');
  // Every commit waits for the disk: what was acknowledged survives a power cut.
  database.exec('pragma synchronous = full');
  // After a burst, the log is cut back to this many bytes instead of keeping its largest size for ever.
  database.exec('pragma journal_size_limit = 67108864');
  // Thousands of pages of 4 KiB: the inner pages of the indexes stay in memory. Negative: in KiB.
  database.exec('pragma cache_size = -32768');
  return database;
}
