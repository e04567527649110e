import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { followStatusEvents } from '../../src/actions/follow-status-events.ts';
import { openPostgresStore } from '../../src/sql/postgres/open-postgres-store.ts';
import { buildUrl, hashFrom, statusesUrl } from '../support/addresses.ts';
import { call } from '../support/call.ts';
import { runSql } from '../support/databases.ts';
import { testSettings } from '../support/postgres-settings.ts';
import type { RunningProgram } from '../support/program.ts';
import { startCluster } from '../support/start-cluster.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

const commit = hashFrom('c0ffee');

describe('three servers that started at once on an empty database', () => {
  let database: TestDatabase;
  let cluster: Awaited<ReturnType<typeof startCluster>>;
  let servers: readonly RunningProgram[];
  beforeAll(async () => {
    database = await createTestDatabase({ isEmpty: true });
    cluster = await startCluster(database.url, 3);
    servers = cluster.servers;
  });
  afterAll(async () => {
    await cluster[Symbol.asyncDispose]();
    await database[Symbol.asyncDispose]();
  });

  const server = (index: number) => servers[index % servers.length] as RunningProgram;
  const post = (index: number, key: string, members: object = {}, of = commit) =>
    call(buildUrl(server(index).baseUrl, { commit: of }), {
      method: 'POST',
      json: { key, state: 'INPROGRESS', ...members },
    });

  test('have made one schema', async () => {
    const applied = await runSql(database.url, 'select number from migrations order by number');

    expect(applied.length).toBeGreaterThan(0);
    for (const { baseUrl } of servers) expect((await call(`${baseUrl}/readyz`)).status).toBe(200);
  });

  test('make a repository once that all of them are told of at the same moment', async () => {
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        call(buildUrl(server(index).baseUrl, { repository: 'acme/new', commit }), {
          method: 'POST',
          json: { key: `k${index}`, state: 'FAILED' },
        }),
      ),
    );

    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
    expect(new Set(answers.map(({ body }) => body.repository.uuid)).size).toBe(1);
  });

  test('read at once what one of them was told', async () => {
    for (let turn = 0; turn < 30; turn += 1) {
      const key = `turn-${turn}`;
      expect((await post(turn, key, { name: 'first' })).status).toBe(201);
      for (const { baseUrl } of servers) {
        expect((await call(buildUrl(baseUrl, { commit, key }))).body).toMatchObject({ key, name: 'first' });
      }
      expect((await post(turn + 1, key, { name: 'second', state: 'FAILED' })).status).toBe(200);
      const put = await call(buildUrl(server(turn + 2).baseUrl, { commit, key }), {
        method: 'PUT',
        json: { state: 'SUCCESSFUL' },
      });
      expect(put.body).toMatchObject({ name: 'second', state: 'SUCCESSFUL' });
      for (const { baseUrl } of servers) {
        const { body } = await call(`${statusesUrl(baseUrl, { commit })}?q=key="${key}"`);
        expect(body.values).toMatchObject([{ key, name: 'second', state: 'SUCCESSFUL' }]);
      }
    }
  });

  test('make one row and twenty events of twenty reports of one key at once', async () => {
    const of = hashFrom('facade');
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => post(index, 'hot', { name: `${index}` }, of)),
    );

    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(19);
    const events = await runSql(database.url, `select id, name from status_events where key = 'hot' order by id`);
    expect(events).toHaveLength(20);
    const { body } = await call(buildUrl(server(0).baseUrl, { commit: of, key: 'hot' }));
    expect(events.at(-1)).toMatchObject({ name: body.name });
  });

  test('wake a follower of another process, who hears of every report in order', async () => {
    await using store = await openPostgresStore(testSettings(database.url));
    await call(buildUrl(server(0).baseUrl, { repository: 'acme/live', commit }), {
      method: 'POST',
      json: { key: 'before', state: 'FAILED' },
    });
    const repository = await store.repositories.findRepository({ workspace: 'acme', slug: 'live' });
    const stopped = new AbortController();
    const following = { repositoryId: repository?.id ?? 0, after: 0, signal: stopped.signal };
    const keys = Array.from({ length: 20 }, (_, index) => `k${index}`);
    const report = async () => {
      for (const [index, key] of keys.entries()) {
        const url = buildUrl(server(index).baseUrl, { repository: 'acme/live', commit });
        await call(url, { method: 'POST', json: { key, state: 'FAILED' } });
      }
    };

    const heard: string[] = [];
    const reported = report();
    for await (const { key } of followStatusEvents({ store }, following)) {
      heard.push(key);
      if (heard.length > keys.length) stopped.abort();
    }
    await reported;

    expect(heard).toEqual(['before', ...keys]);
  });
});
