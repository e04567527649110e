import { expect, test } from 'vitest';
import { toClientConfig } from '../../src/sql/postgres/connection-settings.ts';
import { ReadPipeline } from '../../src/sql/postgres/read-pipeline.ts';
import type { PreparedStatement } from '../../src/sql/prepared-query.ts';
import { runSql } from '../support/databases.ts';
import { testSettings } from '../support/postgres-settings.ts';
import { createTestDatabase } from '../support/test-database.ts';

/** Gives another number each time that PostgreSQL executes it. */
const next: PreparedStatement = {
  sql: "select nextval('numbers')::int + $1::int as number",
  name: 'next',
  isShared: true,
};

async function openPipeline() {
  await using parts = new AsyncDisposableStack();
  const { url } = parts.use(await createTestDatabase({ isEmpty: true }));
  await runSql(url, 'create sequence numbers');
  const pipeline = parts.use(new ReadPipeline(toClientConfig(testSettings(url))));
  const opened = parts.move();
  return { url, pipeline, [Symbol.asyncDispose]: () => opened.disposeAsync() };
}

test('what many ask alike in one turn is asked once, and anew in the next', async () => {
  await using opened = await openPipeline();
  const { pipeline } = opened;

  const first = await Promise.all([0, 0, 100, 0].map((added) => pipeline.send(next, [added])));
  const second = await pipeline.send(next, [0]);

  expect(first).toEqual([[{ number: 1 }], [{ number: 1 }], [{ number: 102 }], [{ number: 1 }]]);
  expect(second).toEqual([{ number: 3 }]);
});

test('an answer holds what was written before its question was asked, while others wait for theirs', async () => {
  await using opened = await openPipeline();
  const { pipeline, url } = opened;
  const read: PreparedStatement = {
    sql: 'select last_value::int as number from numbers',
    name: 'read',
    isShared: true,
  };
  const slow: PreparedStatement = { sql: 'select pg_sleep(0.2)', name: 'slow', isShared: false };

  const early = pipeline.send(read, []);
  const waiting = pipeline.send(slow, []);
  expect(await early).toEqual([{ number: 1 }]);
  await runSql(url, "select setval('numbers', 42)");
  const late = pipeline.send(read, []);

  expect(await late).toEqual([{ number: 42 }]);
  await waiting;
});

test('whoever asks when it is closed, or waits then, is told so, and no connection is left', async () => {
  await using database = await createTestDatabase({ isEmpty: true });
  const pipeline = new ReadPipeline(toClientConfig(testSettings(database.url)));
  const one: PreparedStatement = { sql: 'select 1 as number', name: 'one', isShared: false };
  await pipeline.send(one, []);

  const waiting = pipeline.send(one, []);
  const closed = pipeline[Symbol.asyncDispose]();
  const late = pipeline.send(one, []);

  await expect(late).rejects.toMatchObject({ code: 'unavailable' });
  await expect(waiting).rejects.toMatchObject({ code: 'unavailable' });
  await closed;
  const others = 'select 1 from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()';
  await expect.poll(() => runSql(database.url, others)).toEqual([]);
});

test('a question that cannot be answered fails alone', async () => {
  await using opened = await openPipeline();
  const { pipeline } = opened;
  const wrong: PreparedStatement = { sql: 'select * from nowhere', name: 'wrong', isShared: true };

  const outcomes = await Promise.allSettled([
    pipeline.send(next, [0]),
    pipeline.send(wrong, []),
    pipeline.send(next, [5]),
  ]);

  expect(outcomes).toMatchObject([
    { value: [{ number: 1 }] },
    { reason: { message: expect.stringContaining('nowhere') } },
    { value: [{ number: 7 }] },
  ]);
});
