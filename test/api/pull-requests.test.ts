import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { hashFrom } from '../support/addresses.ts';
import { call } from '../support/call.ts';
import { createRepository, openPullRequest, pullRequestsUrl, reportBuild } from '../support/pull-requests.ts';
import { type RunningServer, startServer } from '../support/start-server.ts';

let server: RunningServer;
let place: Awaited<ReturnType<typeof createRepository>>;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(async () => {
  place = await createRepository(server.baseUrl);
});

const told = hashFrom('7011d');

function put(id: number, json: object) {
  return call(pullRequestsUrl(place, id), { method: 'PUT', json });
}

function close(id: number, how: 'merge' | 'decline', json: object = {}) {
  return call(`${pullRequestsUrl(place, id)}/${how}`, { method: 'POST', json });
}

describe('an open pull request', () => {
  const sourceOf = async (id: number) => (await call(pullRequestsUrl(place, id))).body.source.commit?.hash;

  test('follows the commit that was last reported for its branch', async () => {
    const { body: opened } = await openPullRequest(place);
    await reportBuild(place, hashFrom('1'), { refname: 'feature' });
    const first = (await call(opened.links.self.href)).body;
    await reportBuild(place, hashFrom('2'), { refname: 'refs/heads/feature' });
    const second = (await call(pullRequestsUrl(place))).body.values[0];

    expect([first.source.commit.hash, second.source.commit.hash]).toEqual([hashFrom('1'), hashFrom('2')]);
    expect(first.updated_on > opened.updated_on && second.updated_on > first.updated_on).toBe(true);
    expect(second.created_on).toBe(opened.created_on);
    expect((await call(opened.links.self.href)).body).toEqual(second);
  });

  test('stays when an older commit, another branch or none is reported', async () => {
    await reportBuild(place, hashFrom('1'), { refname: 'feature' });
    await reportBuild(place, hashFrom('2'), { refname: 'feature' });
    const { body } = await openPullRequest(place);
    await reportBuild(place, hashFrom('1'), { refname: 'feature', state: 'FAILED' });
    await reportBuild(place, hashFrom('3'), { refname: 'feature-2' });
    await reportBuild(place, hashFrom('4'));

    expect((await call(body.links.self.href)).body).toEqual(body);
    expect(body.source.commit.hash).toBe(hashFrom('2'));
  });

  test('stays on the commit that it was told', async () => {
    const { body } = await openPullRequest(place, {
      source: { branch: { name: 'feature' }, commit: { hash: told } },
    });
    await reportBuild(place, hashFrom('1'), { refname: 'feature' });

    expect(await sourceOf(body.id)).toBe(told);
    expect((await call(pullRequestsUrl(place))).body.values[0].source.commit.hash).toBe(told);
  });

  test('follows its destination, which is no change of the pull request itself', async () => {
    const { body } = await openPullRequest(place);
    await reportBuild(place, hashFrom('1'), { refname: 'main' });

    const after = (await call(body.links.self.href)).body;
    expect([after.destination.commit.hash, after.updated_on]).toEqual([hashFrom('1'), body.updated_on]);
  });

  test.each(['merge', 'decline'] as const)('stays where it was after a %s', async (how) => {
    await reportBuild(place, hashFrom('1'), { refname: 'feature' });
    await openPullRequest(place);
    const { body } = await close(1, how);
    await reportBuild(place, hashFrom('2'), { refname: 'feature' });

    expect((await call(body.links.self.href)).body).toEqual(body);
    expect((await call(`${pullRequestsUrl(place)}?state=${body.state}`)).body.values).toEqual([body]);
  });
});

describe('a pull request that is not there', () => {
  test.each(['2', '0', '01', '-1', 'abc', '1.5', '999999999999999', '9'.repeat(40)])('gives 404: %s', async (id) => {
    await openPullRequest(place);

    for (const [method, path] of [
      ['GET', ''],
      ['PUT', ''],
      ['POST', '/merge'],
      ['POST', '/decline'],
      ['GET', '/commits'],
      ['GET', '/statuses'],
    ] as const) {
      const { status, statusText, body } = await call(`${pullRequestsUrl(place, id)}${path}`, {
        method,
        ...(method !== 'GET' && { json: {} }),
      });

      expect([status, statusText, body]).toEqual([
        404,
        'Not Found',
        { type: 'error', error: { message: `There is no pull request ${id} in ${place.repository}.` } },
      ]);
    }
  });

  test('is named no longer than a message should be', async () => {
    const { status, body } = await call(pullRequestsUrl(place, 'x'.repeat(2000)));

    expect([status, body.error.message.length < 300]).toEqual([404, true]);
  });
});

test('a repository that was renamed shows its pull requests under the old slug, and changes them under the new one', async () => {
  await openPullRequest(place);
  const url = `${server.baseUrl}/2.0/repositories/${place.repository}`;
  const { body: renamed } = await call(url, { method: 'PUT', json: { name: `${place.repository.slice(5)}-new` } });

  const read = await call(pullRequestsUrl(place, 1));
  const listed = await call(pullRequestsUrl(place));
  expect([read.status, read.body.source.repository.full_name]).toEqual([200, renamed.full_name]);
  expect(listed.body.values).toEqual([read.body]);
  for (const answer of [await openPullRequest(place), await put(1, { title: 'x' }), await close(1, 'merge')]) {
    expect([answer.status, answer.body.error.message]).toEqual([
      404,
      `The repository '${place.repository}' is now called '${renamed.full_name}'.`,
    ]);
  }
  expect((await close(1, 'decline')).status).toBe(404);
  expect((await call(pullRequestsUrl({ ...place, repository: renamed.full_name }, 1))).body).toEqual(read.body);
});
