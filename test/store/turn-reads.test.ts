import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { toCommitHash } from '../../src/domain/commit-hash.ts';
import type { PreparedStatement } from '../../src/sql/prepared-query.ts';
import { openDatabase } from '../../src/sql/sqlite/open-database.ts';
import { openSqliteStore } from '../../src/sql/sqlite/open-sqlite-store.ts';
import { TurnReads } from '../../src/sql/sqlite/turn-reads.ts';
import { addRepository, newUuid } from '../support/describe-stores.ts';
import { createTemporaryDirectory } from '../support/temporary-directory.ts';

const commit = { hash: toCommitHash('ab'.repeat(20)) };

/** A file with one table, read through `reads` and written through `other`, as by another process. */
function openNumbers() {
  const directory = createTemporaryDirectory();
  const path = join(directory.path, 'numbers.sqlite');
  const database = openDatabase(path);
  const other = new DatabaseSync(path);
  other.exec('create table numbers (number integer)');
  onTestFinished(() => {
    database.close();
    other.close();
    directory[Symbol.dispose]();
  });
  let asked = 0;
  database.function('seen', (value) => {
    asked += 1;
    return value;
  });
  return { reads: new TurnReads(database), other, asked: () => asked };
}

const sum: PreparedStatement = { sql: 'select total(number) as sum from numbers', name: 'sum', isShared: false };
const seen: PreparedStatement = { sql: 'select seen(?) as value', name: 'seen', isShared: true };

test('a status can be read by whoever wrote it, whatever others read in the meantime', async () => {
  using directory = createTemporaryDirectory();
  await using store = openSqliteStore({ dataDirectory: directory.path });
  const { id: repositoryId } = await addRepository(store, 'widgets');
  const status = { repositoryId, commit: commit.hash, key: 'unit' };
  let isOver = false;
  const readAlways = async () => {
    for (let turn = 0; turn < 100_000 && !isOver; turn += 1) {
      await store.commitStatuses.findCommitStatus(status);
      await nextTurn();
    }
  };
  const reading = readAlways();

  const stale: string[] = [];
  for (let index = 0; index < 200; index += 1) {
    const name = `build ${index}`;
    const content = { state: 'SUCCESSFUL', name, description: '', url: '' } as const;
    const { kind, uuid, key, at } = { kind: 'replace', uuid: newUuid(), key: 'unit', at: index } as const;
    await store.commitStatuses.replaceCommitStatus({ kind, repositoryId, commit, key, uuid, content, at });
    const found = await store.commitStatuses.findCommitStatus(status);
    if (found?.name !== name) stale.push(name);
  }
  isOver = true;
  await reading;

  expect(stale).toEqual([]);
});

test('all that is asked in one turn is read at one moment, and the next turn sees what another process has written', async () => {
  const { reads, other } = openNumbers();

  const first = await reads.send(sum, []);
  other.exec('insert into numbers values (1)');
  const second = await reads.send(sum, []);
  await nextTurn();
  const third = await reads.send(sum, []);

  expect([first, second, third]).toMatchObject([[{ sum: 0 }], [{ sum: 0 }], [{ sum: 1 }]]);
});

test('what was read is read anew after the end', async () => {
  const { reads, other } = openNumbers();
  await reads.send(sum, []);
  other.exec('insert into numbers values (1)');

  reads.end();

  expect(await reads.send(sum, [])).toMatchObject([{ sum: 1 }]);
});

test('what many ask alike is asked once in a turn', async () => {
  const { reads, asked } = openNumbers();

  const answers = await Promise.all([1, 1, 1].map((value) => reads.send(seen, [value])));
  await nextTurn();
  await reads.send(seen, [1]);

  expect(answers).toMatchObject([[{ value: 1 }], [{ value: 1 }], [{ value: 1 }]]);
  expect(asked()).toBe(2);
});

test('questions that only look alike are told apart', async () => {
  const { reads } = openNumbers();
  const values = [1, '1', null, 'null', '"1"', Buffer.from('1'), Buffer.from('"1"'), 'x31', ''];

  const answers = await Promise.all(values.map((value) => reads.send(seen, [value])));

  expect(answers.map(([row]) => (row as { readonly value: unknown }).value)).toEqual(
    values.map((value) => (value instanceof Buffer ? new Uint8Array(value) : value)),
  );
});

test('a question that cannot be answered leaves the next one alone', async () => {
  const { reads } = openNumbers();
  const wrong = { sql: 'select * from nowhere', name: 'wrong', isShared: true };

  await expect(reads.send(wrong, [])).rejects.toThrow('nowhere');

  expect(await reads.send(sum, [])).toMatchObject([{ sum: 0 }]);
});
