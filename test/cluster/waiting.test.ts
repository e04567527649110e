import { afterAll, beforeAll, expect, test } from 'vitest';
import { call } from '../support/call.ts';
import { combinedStatusUrl, hashOf, report } from '../support/combined-status.ts';
import type { RunningProgram } from '../support/program.ts';
import { startCluster } from '../support/start-cluster.ts';
import { startWaiting } from '../support/start-waiting.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
let cluster: Awaited<ReturnType<typeof startCluster>>;

beforeAll(async () => {
  database = await createTestDatabase();
  cluster = await startCluster(database.url, 3);
});
afterAll(async () => {
  await cluster[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
});

const server = (index: number) => cluster.servers[index % cluster.servers.length] as RunningProgram;

test('fifty who wait at one server are each answered once with what twenty report to the others', async () => {
  const commit = hashOf(1);
  const keys = Array.from({ length: 20 }, (_, index) => String(index));
  const query = `?wait=60&${keys.map((key) => `key=${key}`).join('&')}`;
  await report(server(0).baseUrl, commit, { key: '0', state: 'INPROGRESS' });
  const waits = Array.from({ length: 50 }, () => call(combinedStatusUrl(server(0).baseUrl, commit, query)));

  await Promise.all(
    keys.map(async (key, index) => {
      for (const state of ['INPROGRESS', 'FAILED', 'SUCCESSFUL']) {
        await report(server(1 + (index % 2)).baseUrl, commit, { key, state });
      }
    }),
  );

  const answers = await Promise.all(waits);
  for (const { status, body } of answers) {
    expect([status, body.is_final, body.missing]).toEqual([200, true, []]);
  }
});

test('a change is heard of at every server, time and again', async () => {
  const commit = hashOf(2);
  await report(server(0).baseUrl, commit, { key: 'ci', state: 'INPROGRESS' });
  const url = combinedStatusUrl(server(0).baseUrl, commit, '?wait=60&until=change');
  let tag = (await call(url)).headers.get('etag') ?? '';

  for (let turn = 0; turn < 20; turn += 1) {
    const state = turn % 2 === 0 ? 'FAILED' : 'SUCCESSFUL';
    const changed = call(url, { headers: { 'if-none-match': tag } });
    await report(server(turn).baseUrl, commit, { key: 'ci', state });

    const { body, headers } = await changed;

    expect([turn, body.state]).toEqual([turn, state]);
    tag = headers.get('etag') ?? '';
  }
});

test('a server that is told to end lets all go who wait, and ends with 0', async () => {
  await using other = await startCluster(database.url, 1);
  const [leaving] = other.servers as [RunningProgram];
  const commit = hashOf(3);
  await report(leaving.baseUrl, commit, { key: 'ci', state: 'INPROGRESS' });
  const waiting = startWaiting(leaving.baseUrl, ['--commit', commit, '--timeout', '3s']);
  await waiting.told('INPROGRESS    ci');
  const started = performance.now();

  const ended = await leaving.stop('SIGTERM');

  // Requests that do not end in time are cut after ten seconds.
  expect(performance.now() - started).toBeLessThan(8000);
  expect(ended).toEqual({ code: 0, signal: null });
  expect((await waiting.finished).code).toBe(2);
});
