import { expect, test, vi } from 'vitest';
import { call } from '../support/call.ts';
import { startPostgres } from '../support/postgres-server.ts';
import type { RunningProgram } from '../support/program.ts';
import { expectNothingLost, type Load, startLoad } from '../support/report-load.ts';
import { startCluster } from '../support/start-cluster.ts';
import { createTestDatabase } from '../support/test-database.ts';

const writers = 16;
const patience = { timeout: 30_000, interval: 20 };

/** Waits until so many more reports have been acknowledged. */
async function expectProgress(load: Load, count = 100): Promise<void> {
  const before = load.acknowledged.length;
  await vi.waitFor(() => expect(load.acknowledged.length).toBeGreaterThan(before + count), patience);
}

test('one of two servers, killed under load, loses nothing that it acknowledged, and its clients go on at the other', {
  timeout: 120_000,
}, async () => {
  await using database = await createTestDatabase();
  await using cluster = await startCluster(database.url, 2);
  const [killed, other] = cluster.servers as [RunningProgram, RunningProgram];
  await using load = startLoad([killed.baseUrl, other.baseUrl], writers);
  await expectProgress(load);

  await killed.stop('SIGKILL');

  await expectProgress(load);
  await load.stop();
  expect(load.refused).toEqual([]);
  await expectNothingLost(database.url, load.acknowledged);
});

test('PostgreSQL, restarted under load, is waited for: 503 meanwhile, nothing lost, and all goes on by itself', {
  timeout: 180_000,
}, async () => {
  await using postgres = await startPostgres();
  await using cluster = await startCluster(postgres.url, 2);
  const urls = cluster.servers.map(({ baseUrl }) => baseUrl);
  const [baseUrl = ''] = urls;
  await using load = startLoad(urls, writers);

  for (let round = 0; round < 2; round += 1) {
    await expectProgress(load);
    await postgres.stop();
    await vi.waitFor(async () => expect((await call(`${baseUrl}/readyz`)).status).toBe(503), patience);
    expect((await call(`${baseUrl}/healthz`)).status).toBe(200);
    await postgres.start();
    for (const url of urls) {
      await vi.waitFor(async () => expect((await call(`${url}/readyz`)).status).toBe(200), patience);
    }
  }
  await expectProgress(load);
  await load.stop();

  expect(load.refused.length).toBeGreaterThan(0);
  expect(new Set(load.refused.map(({ status }) => status))).toEqual(new Set([503]));
  expect(load.refused.filter(({ headers }) => !headers.has('retry-after'))).toEqual([]);
  await expectNothingLost(postgres.url, load.acknowledged);
});

test('a server whose PostgreSQL has gone ends when it is told to', { timeout: 60_000 }, async () => {
  await using postgres = await startPostgres();
  await using cluster = await startCluster(postgres.url, 1);
  const [server] = cluster.servers as [RunningProgram];
  await postgres.stop();
  expect((await call(`${server.baseUrl}/readyz`)).status).toBe(503);

  expect(await server.stop('SIGTERM')).toEqual({ code: 0, signal: null });
});
