import { statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openSqliteStore } from '../../src/sql/sqlite/open-sqlite-store.ts';
import { createTemporaryDirectory } from '../../test/support/temporary-directory.ts';
import { type BenchStore, countRows, countTorn, missingAmong, selectNames } from './bench-store.ts';

/** An empty file in a directory of its own. */
export async function openSqliteBenchStore(): Promise<BenchStore> {
  const directory = createTemporaryDirectory();
  const path = join(directory.path, 'signalbox.sqlite');
  const read = <Result>(question: (database: DatabaseSync) => Result): Result => {
    const database = new DatabaseSync(path);
    try {
      return question(database);
    } finally {
      database.close();
    }
  };
  return {
    kind: 'SQLite',
    flags: ['--data', directory.path],
    environment: {},
    token: '',
    acknowledged: { created: 0, overwritten: 0 },
    async count() {
      const row = read((database) => database.prepare(countRows).get());
      return { statuses: Number(row?.statuses), events: Number(row?.events) };
    },
    open: async () => openSqliteStore({ dataDirectory: directory.path }),
    async size() {
      read((database) => database.exec('pragma wal_checkpoint(truncate)'));
      return statSync(path).size;
    },
    async findLost(builds) {
      const names = read((database) => database.prepare(selectNames).all());
      const torn = read((database) => database.prepare(countTorn).get());
      return {
        lost: missingAmong(
          names.map(({ name }) => String(name)),
          builds,
        ),
        torn: Number(torn?.torn),
      };
    },
    [Symbol.asyncDispose]: async () => directory[Symbol.dispose](),
  };
}
