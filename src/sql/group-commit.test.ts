import { expect, test } from 'vitest';
import { GroupCommit } from './group-commit.ts';
import type { BatchWriter, WriteCommand } from './write-command.ts';

type Removal = Extract<WriteCommand, { readonly kind: 'mark_repository_removed' }>;

/** Remembers what each transaction took; refuses the repository 13. */
function openRecorder() {
  const transactions: (readonly number[])[] = [];
  const writer: BatchWriter = {
    async write(commands) {
      const numbers = commands.map((command) => ('repositoryId' in command ? command.repositoryId : 0));
      transactions.push(numbers);
      return numbers.map((number) =>
        number === 13 ? { ok: false, error: new Error('unlucky') } : { ok: true, value: number % 2 === 0 },
      );
    },
    [Symbol.asyncDispose]: async () => {},
  };
  return { transactions, writes: new GroupCommit(writer, () => {}) };
}

function removals(length: number, from = 100): readonly Removal[] {
  return Array.from({ length }, (_, index) => ({ kind: 'mark_repository_removed', repositoryId: from + index, at: 1 }));
}

function numbersOf(commands: readonly Removal[]): readonly number[] {
  return commands.map(({ repositoryId }) => repositoryId);
}

test('cuts what waits by itself into transactions of 512', async () => {
  const { transactions, writes } = openRecorder();

  await Promise.all(removals(1100).map((command) => writes.execute(command)));

  expect(transactions.map(({ length }) => length)).toEqual([512, 512, 76]);
});

test.each([
  ['alone', 0],
  ['behind one', 1],
  ['across the end of a transaction', 511],
  ['at the beginning of a transaction', 512],
])('writes a thousand together in one transaction, in their order: %s', async (_, before) => {
  const { transactions, writes } = openRecorder();
  const together = removals(1000, 5000);

  await Promise.all([
    ...removals(before).map((command) => writes.execute(command)),
    writes.executeTogether(together),
    ...removals(3).map((command) => writes.execute(command)),
  ]);

  const itsOwn = transactions.filter((numbers) => numbers.some((number) => number >= 5000));
  expect(itsOwn).toHaveLength(1);
  expect(itsOwn[0]?.filter((number) => number >= 5000)).toEqual(numbersOf(together));
});

test('does not join two groups that follow each other beyond what a transaction takes', async () => {
  const { transactions, writes } = openRecorder();

  await Promise.all([writes.executeTogether(removals(600)), writes.executeTogether(removals(600, 5000))]);

  expect(transactions.map(({ length }) => length)).toEqual([600, 600]);
});

test('gives each of those written together its own outcome', async () => {
  const { writes } = openRecorder();

  const outcomes = await writes.executeTogether(removals(3, 12));

  expect(outcomes).toEqual([
    { status: 'fulfilled', value: true },
    { status: 'rejected', reason: new Error('unlucky') },
    { status: 'fulfilled', value: true },
  ]);
});

test('writes nothing when nothing is to be written together', async () => {
  const { transactions, writes } = openRecorder();

  expect(await writes.executeTogether([])).toEqual([]);
  expect(transactions).toEqual([]);
});

test('refuses all of them once it is closed', async () => {
  const { transactions, writes } = openRecorder();
  await writes[Symbol.asyncDispose]();

  const outcomes = await writes.executeTogether(removals(2));

  expect(outcomes).toMatchObject([{ reason: { code: 'unavailable' } }, { reason: { code: 'unavailable' } }]);
  expect(transactions).toEqual([]);
});
