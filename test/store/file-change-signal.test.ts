import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { createFileChangeSignal } from '../../src/sql/sqlite/file-change-signal.ts';
import { migrate } from '../../src/sql/sqlite/migrate.ts';
import { openDatabase } from '../../src/sql/sqlite/open-database.ts';
import { createTemporaryDirectory } from '../support/temporary-directory.ts';

const patience = { timeout: 5000, interval: 20 };

function overwrite(path: string, bytes: number): void {
  const file = openSync(path, 'r+');
  writeSync(file, Buffer.alloc(bytes, 7), 0, bytes, 0);
  closeSync(file);
}

test('hears of what another connection has committed, and of nothing else', async () => {
  using directory = createTemporaryDirectory();
  const path = join(directory.path, 'x.sqlite');
  using database = openDatabase(path);
  migrate(database);
  using other = openDatabase(path);
  let heard = 0;
  using _listening = createFileChangeSignal(database).listen(() => {
    heard += 1;
  });
  database.exec("update migrations set name = 'own'");

  other.exec("update migrations set name = 'other'");

  await vi.waitFor(() => expect(heard).toBe(1), patience);
});

test('goes on, and wakes everybody, where the file has been damaged', async () => {
  using directory = createTemporaryDirectory();
  const path = join(directory.path, 'x.sqlite');
  using database = openDatabase(path);
  migrate(database);
  database.exec('pragma wal_checkpoint(truncate)');
  let heard = 0;
  using _listening = createFileChangeSignal(database).listen(() => {
    heard += 1;
  });

  // The index of the log: what follows from it is read anew from the file, whose head is gone.
  overwrite(`${path}-shm`, 136);
  overwrite(path, 4096);

  await vi.waitFor(() => expect(heard).toBeGreaterThan(1), patience);
});
