import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hashFrom } from '../support/addresses.ts';
import { type Call, call } from '../support/call.ts';
import { combinedStatusUrl, hashOf, ownUrl, report } from '../support/combined-status.ts';
import { type RunningServer, startServer } from '../support/start-server.ts';

let server: RunningServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server[Symbol.asyncDispose]());

let last = 0;
async function reportAll(...reports: readonly string[]): Promise<string> {
  last += 1;
  const commit = hashOf(last);
  await report(server.baseUrl, hashFrom('facade'), { key: 'elsewhere', state: 'FAILED' });
  for (const text of reports) {
    const [key = '', state = '', refname] = text.split(':');
    await report(server.baseUrl, commit, { key, state, ...(refname !== undefined && { refname }) });
  }
  return commit;
}

async function get(commit: string, query = '', headers: Call['headers'] = {}) {
  return call(combinedStatusUrl(server.baseUrl, commit, query), { headers });
}

describe('the combined status of a commit', () => {
  test('tells the state, the keys behind it and where to read more', async () => {
    const commit = await reportAll('ci/unit:FAILED', 'ci/lint:SUCCESSFUL', 'ci/a b:SUCCESSFUL', 'ci/web:INPROGRESS');

    const { status, body } = await get(commit);

    const repository = `${server.baseUrl}/2.0/repositories/acme/widgets`;
    expect([status, body]).toEqual([
      200,
      {
        type: 'combined_status',
        rule: 1,
        state: 'FAILED',
        is_final: false,
        counts: { SUCCESSFUL: 2, FAILED: 1, INPROGRESS: 1, STOPPED: 0 },
        keys: { SUCCESSFUL: ['ci/a b', 'ci/lint'], FAILED: ['ci/unit'], INPROGRESS: ['ci/web'], STOPPED: [] },
        missing: [],
        voided: [],
        commit: expect.objectContaining({ type: 'commit', hash: commit }),
        repository: expect.objectContaining({ type: 'repository', full_name: 'acme/widgets' }),
        links: {
          self: { href: combinedStatusUrl(server.baseUrl, commit) },
          statuses: { href: `${repository}/commit/${commit}/statuses` },
        },
      },
    ]);
  });

  test('is NONE, and not final, where nothing was reported', async () => {
    expect((await get(hashFrom('abcdef'))).body).toMatchObject({ state: 'NONE', is_final: false });
  });

  test('is found by a short hash', async () => {
    const commit = await reportAll('ci:SUCCESSFUL');

    expect((await get(commit.slice(0, 8))).body).toMatchObject({ state: 'SUCCESSFUL', commit: { hash: commit } });
  });

  test('may be that of some keys, all of which have to be there', async () => {
    const commit = await reportAll('ci/unit:SUCCESSFUL', 'ci/lint:SUCCESSFUL', 'deploy:INPROGRESS');

    const both = (await get(commit, '?key=ci/unit&key=ci%2Flint')).body;
    const missing = (await get(commit, '?key=ci/unit&key=ci/web')).body;

    expect(both).toMatchObject({ state: 'SUCCESSFUL', is_final: true, missing: [], counts: { INPROGRESS: 0 } });
    expect(missing).toMatchObject({ state: 'NONE', is_final: false, missing: ['ci/web'] });
    expect((await call(both.links.self.href)).body).toEqual(both);
  });

  test('may be that of a branch, with the statuses of none', async () => {
    const commit = await reportAll('a:SUCCESSFUL:main', 'b:SUCCESSFUL', 'c:FAILED:other');

    const { body } = await get(commit, '?refname=main');

    expect(body).toMatchObject({ state: 'SUCCESSFUL', keys: { SUCCESSFUL: ['a', 'b'], FAILED: [] } });
    expect((await call(body.links.self.href)).body).toEqual(body);
  });

  test('takes empty parameters for absent ones', async () => {
    const commit = await reportAll('a:SUCCESSFUL:main');

    expect((await get(commit, '?key=&refname=&wait=&until=')).body).toMatchObject({ state: 'SUCCESSFUL' });
  });

  test.each([
    ['?wait=301', 'wait'],
    ['?wait=-1', 'wait'],
    ['?wait=1.5', 'wait'],
    ['?until=green', 'until'],
    [`?${'key=a&'.repeat(101)}`, 'key'],
  ])('is not asked for with %s', async (query, parameter) => {
    const { status, body } = await get(hashOf(0), query);

    expect([status, Object.keys(body.error.fields)]).toEqual([400, [parameter]]);
  });

  test.each([
    ['a repository that is not there', 'signalbox/1/repositories/acme/none/commits/COMMIT/combined-status'],
    ['a commit that nobody knows', 'signalbox/1/repositories/acme/widgets/commits/1234567/combined-status'],
    ['no hash', 'signalbox/1/repositories/acme/widgets/commits/main/combined-status'],
  ])('is not found for %s', async (_, path) => {
    await reportAll('ci:SUCCESSFUL');

    const { status, body } = await call(`${server.baseUrl}/${path.replace('COMMIT', hashOf(0))}`);

    expect([status, body.type]).toEqual([404, 'error']);
  });

  test('need not be sent again while it is the same', async () => {
    const commit = await reportAll('ci:INPROGRESS');
    const tag = (await get(commit)).headers.get('etag') ?? '';

    const same = await get(commit, '', { 'if-none-match': tag });
    await report(server.baseUrl, commit, { key: 'ci', state: 'SUCCESSFUL' });
    const other = await get(commit, '', { 'if-none-match': tag });

    expect([same.status, same.body, same.headers.get('etag')]).toEqual([304, '', tag]);
    expect([other.status, other.body.state]).toEqual([200, 'SUCCESSFUL']);
    expect(other.headers.get('etag')).not.toBe(tag);
  });
});

describe('the combined statuses of many commits', () => {
  async function list(query: string) {
    return call(ownUrl(server.baseUrl, `combined-statuses?${query}`));
  }

  test('are in the order of the request, each with its own outcome', async () => {
    const green = await reportAll('ci:SUCCESSFUL');
    const red = await reportAll('ci:FAILED');

    const names = [red, 'facade0', 'nonsense', green.slice(0, 10), red, '1234567'];
    const { status, body } = await list(names.map((name) => `commit=${name}`).join('&'));

    expect([status, body.type]).toEqual([200, 'combined_statuses']);
    expect(body.values).toMatchObject([
      { status: 200, combined_status: { state: 'FAILED', commit: { hash: red } } },
      { status: 200, combined_status: { state: 'FAILED', keys: { FAILED: ['elsewhere'] } } },
      { status: 404, error: { message: 'Commit not found' } },
      { status: 200, combined_status: { state: 'SUCCESSFUL', commit: { hash: green } } },
      { status: 200, combined_status: { state: 'FAILED', commit: { hash: red } } },
      { status: 404, error: { message: 'Commit not found' } },
    ]);
    const alone = (await get(red)).body;
    expect(body.values[0].combined_status).toEqual(alone);
  });

  test('may be those of some keys', async () => {
    const commit = await reportAll('a:SUCCESSFUL', 'b:FAILED');

    const { body } = await list(`commit=${commit}&key=a`);

    expect(body.values).toMatchObject([{ status: 200, combined_status: { state: 'SUCCESSFUL' } }]);
  });

  test('are up to a hundred, and none for none', async () => {
    const names = Array.from({ length: 101 }, (_, index) => `commit=${hashOf(9000 + index)}`);

    const most = await list(names.slice(1).join('&'));
    const more = await list(names.join('&'));

    expect([most.status, most.body.values.length]).toEqual([200, 100]);
    expect([more.status, more.body.error.fields.commit[0]]).toEqual([400, expect.stringContaining('100')]);
    expect((await list('')).body).toEqual({ type: 'combined_statuses', values: [] });
  });
});
