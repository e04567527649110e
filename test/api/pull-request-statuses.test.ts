import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { hashFrom } from '../support/addresses.ts';
import { call } from '../support/call.ts';
import { createRepository, openPullRequest, pullRequestsUrl, reportBuild } from '../support/pull-requests.ts';
import { type RunningServer, startServer } from '../support/start-server.ts';

let server: RunningServer;
let place: Awaited<ReturnType<typeof createRepository>>;
const commit = hashFrom('c0ffee');

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(async () => {
  place = await createRepository(server.baseUrl);
});

async function list(query = '') {
  return call(`${pullRequestsUrl(place, 1)}/statuses${query}`);
}

async function keys(query = ''): Promise<readonly string[]> {
  return (await list(query)).body.values.map(({ key }: { readonly key: string }) => key);
}

test('the statuses of a pull request are those of its source commit that name the source branch or none', async () => {
  await reportBuild(place, commit, { key: 'of-branch', refname: 'feature' });
  await reportBuild(place, commit, { key: 'of-none' });
  await reportBuild(place, commit, { key: 'of-another', refname: 'main' });
  await reportBuild(place, hashFrom('0'), { key: 'of-another-commit' });
  await openPullRequest(place, { source: { branch: { name: 'feature' }, commit: { hash: commit } } });

  const { status, body } = await list();

  expect([status, await keys()]).toEqual([200, ['of-branch', 'of-none']]);
  expect(body).toEqual({ size: 2, page: 1, pagelen: 10, values: expect.any(Array) });
  for (const one of body.values) expect((await call(one.links.self.href)).body).toEqual(one);
});

test('they are those of the new source commit once the source has moved', async () => {
  await reportBuild(place, commit, { key: 'old', refname: 'feature' });
  await openPullRequest(place);
  expect(await keys()).toEqual(['old']);

  await reportBuild(place, hashFrom('2'), { key: 'new', refname: 'feature' });

  expect(await keys()).toEqual(['new']);
});

test('they stay those of the commit that was merged', async () => {
  await reportBuild(place, commit, { key: 'old', refname: 'feature' });
  await openPullRequest(place);
  await call(`${pullRequestsUrl(place, 1)}/merge`, { method: 'POST' });
  await reportBuild(place, hashFrom('2'), { key: 'new', refname: 'feature' });
  await reportBuild(place, commit, { key: 'late', refname: 'feature' });

  expect(await keys()).toEqual(['old', 'late']);
});

test('there are none while nobody knows the source commit, nor commits', async () => {
  await openPullRequest(place);

  const empty = { page: 1, pagelen: 10, values: [] };
  expect((await list()).body).toEqual({ size: 0, ...empty });
  expect((await call(`${pullRequestsUrl(place, 1)}/commits`)).body).toEqual(empty);
});

test('without a Git directory, the source commit alone is the commits of a pull request', async () => {
  await reportBuild(place, commit, { refname: 'feature' });
  await openPullRequest(place);

  const { body } = await call(`${pullRequestsUrl(place, 1)}/commits`);

  expect(body.values).toEqual([(await call(body.values[0].links.self.href)).body]);
  expect(body.values[0].hash).toBe(commit);
  expect((await call(`${pullRequestsUrl(place, 1)}/commits?page=2`)).body.values).toEqual([]);
});

describe('they', () => {
  beforeEach(async () => {
    for (let index = 0; index < 12; index += 1) {
      const key = `k${String(index).padStart(2, '0')}`;
      const state = index % 3 === 0 ? 'FAILED' : 'SUCCESSFUL';
      await reportBuild(place, commit, { key, state, ...(index % 2 === 0 && { refname: 'feature' }) });
    }
    await reportBuild(place, commit, { key: 'other', state: 'FAILED', refname: 'other' });
    await openPullRequest(place);
  });

  test('are listed in pages, as those of a commit', async () => {
    const { body } = await list('?pagelen=5&page=2');

    expect(body).toMatchObject({ size: 12, page: 2, pagelen: 5 });
    expect(body.next).toBe(`${pullRequestsUrl(place, 1)}/statuses?pagelen=5&page=3`);
    expect(await keys('?pagelen=5&page=2')).toEqual(['k05', 'k06', 'k07', 'k08', 'k09']);
    expect((await list('?pagelen=100')).body.values.length).toBe(12);
    expect((await list('?pagelen=101')).body.error.message).toBe('Invalid pagelen');
  });

  test('can be searched and sorted, without those of other branches', async () => {
    const q = encodeURIComponent('state = "FAILED" AND key > "k00"');

    expect(await keys(`?q=${q}`)).toEqual(['k03', 'k06', 'k09']);
    expect(await keys(`?q=${q}&sort=-key`)).toEqual(['k09', 'k06', 'k03']);
    expect(await keys(`?q=${encodeURIComponent('refname = null')}&sort=-key&pagelen=2`)).toEqual(['k11', 'k09']);
  });

  test.each([
    ['q=nope=1', 'q'],
    ['q=key', 'q'],
    ['sort=nope', 'sort'],
  ])('refuse %s', async (query, field) => {
    const { status, body } = await list(`?${query}`);

    expect([status, Object.keys(body.error.fields)]).toEqual([400, [field]]);
  });
});
