import { expect, test } from 'vitest';
import { buildUrl, hashFrom } from '../support/addresses.ts';
import { call } from '../support/call.ts';
import { runSql } from '../support/databases.ts';
import { startServer } from '../support/start-server.ts';
import { createTestDatabase } from '../support/test-database.ts';

const { baseUrl } = await startServer();

const commits = ['c0ffee', 'facade', 'beefed'].map(hashFrom);
const [coffee = '', facade = '', beef = ''] = commits;

let count = 0;
function newRepository(base = baseUrl) {
  const repository = `acme/r${++count}`;
  return {
    async report(key: string, commit: string, state: string, more: object = {}) {
      const url = buildUrl(base, { repository, commit });
      const { status } = await call(url, { method: 'POST', json: { key, state, ...more } });
      expect(status).toBeLessThan(300);
    },
    list: (query = '') => call(`${base}/signalbox/1/repositories/${repository}/flakiness${query && `?${query}`}`),
  };
}

test('a build that both failed and succeeded on a commit is flaky there, for each key and branch, worst first', async () => {
  const { report, list } = newRepository();
  for (const commit of commits) await report('unit', commit, 'FAILED', { refname: 'main' });
  for (const commit of [coffee, facade]) await report('unit', commit, 'SUCCESSFUL', { refname: 'main' });
  await report('unit', beef, 'INPROGRESS', { refname: 'main' });
  await report('unit', beef, 'FAILED', { refname: 'feature' });
  await report('lint', coffee, 'SUCCESSFUL');
  await report('deploy', coffee, 'STOPPED');

  const { status, body } = await list();

  expect(status).toBe(200);
  expect(body).toMatchObject({ is_complete: true, size: 3, page: 1, pagelen: 10 });
  expect(body.values).toEqual([
    {
      type: 'flakiness',
      key: 'unit',
      refname: 'main',
      commits: 3,
      flaky_commits: 2,
      share: 2 / 3,
      last: {
        commit: expect.objectContaining({ type: 'commit', hash: facade }),
        occurred_on: expect.stringMatching(/^20\d\d-.*\+00:00$/),
      },
    },
    { type: 'flakiness', key: 'lint', refname: null, commits: 1, flaky_commits: 0, share: 0, last: null },
    { type: 'flakiness', key: 'unit', refname: 'feature', commits: 1, flaky_commits: 0, share: 0, last: null },
  ]);
});

test('one key, one branch, and one page of them can be asked for', async () => {
  const { report, list } = newRepository();
  await report('unit', coffee, 'FAILED', { refname: 'main' });
  await report('unit', coffee, 'SUCCESSFUL', { refname: 'feature' });
  await report('lint', coffee, 'SUCCESSFUL', { refname: 'main' });
  const rowsOf = async (query: string) =>
    (await list(query)).body.values.map(({ key, refname }: Record<string, string>) => `${key} ${refname}`);

  expect(await rowsOf('key=unit')).toEqual(['unit feature', 'unit main']);
  expect(await rowsOf('branch=main')).toEqual(['lint main', 'unit main']);
  expect(await rowsOf('key=unit&branch=main&window=')).toEqual(['unit main']);
  expect(await rowsOf('pagelen=1&page=2')).toEqual(['unit feature']);
});

test('the late report of an older build does not count', async () => {
  const { report, list } = newRepository();
  await report('unit', coffee, 'SUCCESSFUL', { buildNumber: 8 });
  await report('unit', coffee, 'FAILED', { buildNumber: 7 });

  expect((await list()).body.values).toMatchObject([{ commits: 1, flaky_commits: 0 }]);
});

test('a repository in which nothing was reported has none', async () => {
  const { report, list } = newRepository();
  await report('unit', coffee, 'INPROGRESS');

  expect((await list()).body).toMatchObject({ values: [], size: 0, is_complete: true });
});

test.each(['30', '0d', 'yesterday', '2027-01-31', '-1d'])('a window that is none is refused: %s', async (window) => {
  const { report, list } = newRepository();
  await report('unit', coffee, 'FAILED');

  const { status, body } = await list(`window=${window}`);

  expect([status, Object.keys(body.error.fields)]).toEqual([400, ['window']]);
});

/** A server whose database can be looked into. */
async function startOnPostgres() {
  await using parts = new AsyncDisposableStack();
  const { url } = parts.use(await createTestDatabase());
  const server = parts.use(await startServer({ memory: false, databaseUrl: url, databasePoolSize: '4' }));
  const { report, list } = newRepository(server.baseUrl);
  for (const state of ['FAILED', 'SUCCESSFUL']) await report('unit', coffee, state);
  const moved = parts.move();
  return { url, report, list, [Symbol.asyncDispose]: () => moved.disposeAsync() };
}

const day = 24 * 3_600_000_000;

test('what is older than the window does not count', async () => {
  await using server = await startOnPostgres();
  await runSql(server.url, `update status_events set occurred_on = occurred_on - ${40 * day}`);
  await server.report('unit', facade, 'FAILED');

  expect((await server.list()).body).toMatchObject({ is_complete: true, values: [{ commits: 1, flaky_commits: 0 }] });
  expect((await server.list('window=60d')).body.values).toMatchObject([{ commits: 2, flaky_commits: 1 }]);
});

test('where some of the window was deleted for its age, it says from when on it looked', async () => {
  await using server = await startOnPostgres();
  await server.report('unit', facade, 'FAILED');
  const [first] = await runSql(server.url, 'select repository_id, occurred_on from status_events where id = 3');
  const { repository_id: id, occurred_on: at } = first as { repository_id: number; occurred_on: number };
  await runSql(server.url, 'insert into repository_policies (repository_id, pruned_through) values ($1, 2)', [
    String(id),
  ]);

  const { body } = await server.list();

  expect(body).toMatchObject({ is_complete: false, values: [{ commits: 1, flaky_commits: 0 }] });
  expect(Date.parse(body.since)).toBe(Math.floor(Number(at) / 1000));
});

test('no more than the newest 100,000 entries are looked through', async () => {
  await using server = await startOnPostgres();
  await runSql(
    server.url,
    `insert into status_events (repository_id, id, commit_id, key, state, name, description, url, occurred_on)
     select repository_id, id + added, commit_id, 'more', 'FAILED', '', '', '', occurred_on
     from status_events, generate_series(1, 100000) as added where id = 2`,
  );

  const { body } = await server.list();

  expect(body).toMatchObject({ is_complete: false, values: [{ key: 'more', commits: 1 }] });
});
