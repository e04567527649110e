import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { hashFrom } from '../support/addresses.ts';
import { basic, call } from '../support/call.ts';
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

const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00$/);
const told = hashFrom('7011d');

function put(id: number, json: object) {
  return call(pullRequestsUrl(place, id), { method: 'PUT', json });
}

function close(id: number, how: 'merge' | 'decline', json: object = {}) {
  return call(`${pullRequestsUrl(place, id)}/${how}`, { method: 'POST', json });
}

describe('PUT …/pullrequests/{id}', () => {
  test('changes what is sent and leaves the rest', async () => {
    const { body: opened } = await openPullRequest(place, { description: 'd', reviewers: [{ username: 'bob' }] });

    const { status, body } = await put(1, { title: 'Narrow the gate', draft: true });

    expect(status).toBe(200);
    const rendered = { ...opened.rendered, title: { ...opened.rendered.title, ...body.rendered.title } };
    expect(body).toEqual({ ...opened, title: 'Narrow the gate', draft: true, rendered, updated_on: time });
    expect(body.updated_on > opened.updated_on).toBe(true);
    expect((await call(body.links.self.href)).body).toEqual(body);
  });

  test('clears what is null', async () => {
    await openPullRequest(place, { description: 'd', draft: true, reviewers: [{ username: 'bob' }] });

    const { body } = await put(1, { description: null, draft: null, reviewers: null, destination: null });

    expect(body).toMatchObject({
      description: '',
      draft: false,
      reviewers: [],
      destination: { branch: { name: 'main' } },
    });
  });

  test('takes back the whole object that it gave', async () => {
    const { body } = await openPullRequest(place, {
      description: 'd',
      reviewers: [{ username: 'bob' }],
      destination: { branch: { name: 'main' }, commit: { hash: told } },
    });

    const again = await put(1, body);

    expect([again.status, again.body]).toEqual([200, { ...body, updated_on: time }]);
  });

  test('gives it another destination', async () => {
    await openPullRequest(place);
    await reportBuild(place, hashFrom('1'), { refname: 'release' });

    const { body } = await put(1, { destination: { branch: { name: 'refs/heads/release' } } });

    expect(body.destination).toMatchObject({ branch: { name: 'release' }, commit: { hash: hashFrom('1') } });
  });

  test.each<[string, object, string]>([
    ['a title of null', { title: null }, 'title: This field is required.'],
    [
      'its own source as the destination',
      { destination: { branch: { name: 'feature' } } },
      'destination: The source branch feature cannot be the destination, too.',
    ],
    [
      'another repository as the destination',
      { destination: { branch: { name: 'main' }, repository: { full_name: 'bob/widgets' } } },
      'destination: Pull requests between repositories are not supported: there are no forks.',
    ],
  ])('refuses %s, and changes nothing', async (_, json, message) => {
    const { body } = await openPullRequest(place);

    const answer = await put(1, { description: 'new', ...json });

    expect([answer.status, answer.body.error.message]).toEqual([400, message]);
    expect((await call(body.links.self.href)).body).toEqual(body);
  });

  test('loses no change of twenty that are made at once', async () => {
    await openPullRequest(place);

    await Promise.all([
      ...Array.from({ length: 18 }, () => put(1, {})),
      put(1, { title: 'Narrow the gate' }),
      put(1, { description: 'It was too wide.' }),
    ]);

    expect((await call(pullRequestsUrl(place, 1))).body).toMatchObject({
      title: 'Narrow the gate',
      description: 'It was too wide.',
    });
  });
});

describe('a pull request is closed', () => {
  test('by a decline, with its reason', async () => {
    await openPullRequest(place);
    const headers = { authorization: basic('bob', 'x') };

    const { status, body } = await call(`${pullRequestsUrl(place, 1)}/decline`, {
      method: 'POST',
      headers,
      json: { reason: 'Done elsewhere' },
    });

    expect(status).toBe(200);
    expect(body).toMatchObject({
      state: 'DECLINED',
      reason: 'Done elsewhere',
      rendered: { reason: { raw: 'Done elsewhere' } },
      closed_by: { nickname: 'bob' },
      merge_commit: null,
    });
    expect((await call(body.links.self.href)).body).toEqual(body);
  });

  test.each([
    ['nothing', {}, ''],
    ['a message', { message: 'No' }, 'No'],
    ['nulls', { reason: null, message: null }, ''],
  ])('by a decline with %s', async (_, json, reason) => {
    await openPullRequest(place);

    expect((await close(1, 'decline', json)).body.reason).toBe(reason);
  });

  test('by a merge, with the commit that is told', async () => {
    await openPullRequest(place);

    const { status, body } = await close(1, 'merge', {
      type: 'pullrequest_merge_parameters',
      message: 'Merged',
      merge_strategy: 'squash',
      close_source_branch: true,
      merge_commit: { hash: told },
    });

    expect(status).toBe(200);
    expect(body).toMatchObject({
      state: 'MERGED',
      merge_commit: { hash: told },
      close_source_branch: true,
      closed_by: { nickname: 'anonymous' },
    });
    expect((await call(body.links.self.href)).body).toEqual(body);
  });

  test.each([{}, { merge_commit: null }, { merge_strategy: null, close_source_branch: null }])(
    'by a merge with %j, where nobody knows better, with its source commit',
    async (json) => {
      await openPullRequest(place, { source: { branch: { name: 'feature' }, commit: { hash: told } } });

      expect((await close(1, 'merge', json)).body).toMatchObject({ state: 'MERGED', merge_commit: { hash: told } });
    },
  );

  test('by a merge that is sent without a body', async () => {
    await openPullRequest(place);

    const { status, body } = await call(`${pullRequestsUrl(place, 1)}/merge`, { method: 'POST' });

    expect([status, body.state, body.merge_commit]).toEqual([200, 'MERGED', null]);
  });

  test('by no merge with a commit that is unknown', async () => {
    await openPullRequest(place);

    const { status, body } = await close(1, 'merge', { merge_commit: { hash: 'abc1234' } });

    expect([status, body.error.message]).toEqual([400, 'merge_commit: commit not found: abc1234']);
    expect((await call(pullRequestsUrl(place, 1))).body.state).toBe('OPEN');
  });

  test.each(['merge', 'decline'] as const)('once: after a %s nothing changes it any more', async (how) => {
    await openPullRequest(place);
    const { body: closed } = await close(1, how);

    for (const answer of [
      await close(1, 'merge', { merge_commit: { hash: 'abc1234' } }),
      await close(1, 'decline'),
      await put(1, { destination: { branch: { name: 'feature' } } }),
    ]) {
      expect([answer.status, answer.body.error]).toEqual([
        400,
        {
          message: 'This pull request is already closed.',
          detail: 'Pull request 1 was merged or declined, and cannot be changed any more.',
        },
      ]);
    }
    expect((await call(closed.links.self.href)).body).toEqual(closed);
  });

  test('by exactly one of twenty who merge and decline it at once', async () => {
    await openPullRequest(place);

    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => close(1, index % 2 === 0 ? 'merge' : 'decline')),
    );

    const winners = answers.filter(({ status }) => status === 200);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, ...Array(19).fill(400)]);
    expect((await call(pullRequestsUrl(place, 1))).body).toEqual(winners[0]?.body);
  });
});
