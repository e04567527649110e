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

describe('POST …/pullrequests', () => {
  test('answers with the whole pull request', async () => {
    const { repository } = place;
    const carol = '{aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee}';

    const answer = await call(pullRequestsUrl(place), {
      method: 'POST',
      headers: { authorization: basic('alice', 'x') },
      json: {
        title: 'Widen the gate',
        description: 'It was <too> narrow.',
        source: { branch: { name: 'feature/gate' }, commit: { hash: told } },
        destination: { branch: { name: 'release' } },
        reviewers: [{ username: 'bob' }, { uuid: carol.toUpperCase(), display_name: 'Carol' }],
        close_source_branch: true,
        draft: true,
      },
    });

    const api = `${server.baseUrl}/2.0/repositories/${repository}`;
    const page = `${server.baseUrl}/${repository}`;
    const reference = {
      type: 'repository',
      full_name: repository,
      name: repository.split('/')[1],
      uuid: expect.stringMatching(/^\{.{36}\}$/),
      links: { self: { href: api }, html: { href: page }, avatar: { href: `${page}/avatar.svg` } },
    };
    const account = (name: string, uuid: unknown = expect.stringMatching(/^\{.{36}\}$/)) => ({
      type: 'user',
      uuid,
      display_name: name,
      nickname: name,
      account_id: expect.stringMatching(/^.{36}$/),
      links: { avatar: { href: `${server.baseUrl}/signalbox/avatars/${name}.svg` } },
    });
    const rendered = (raw: string, html: string) => ({ type: 'rendered', raw, markup: 'plaintext', html });
    const description = rendered('It was <too> narrow.', '<p>It was &lt;too&gt; narrow.</p>');
    const reviewers = [account('bob'), account('Carol', carol)];
    expect(answer.status).toBe(201);
    expect(answer.headers.get('location')).toBe(`/2.0/repositories/${repository}/pullrequests/1`);
    expect(answer.body).toEqual({
      type: 'pullrequest',
      id: 1,
      title: 'Widen the gate',
      description: 'It was <too> narrow.',
      rendered: {
        title: rendered('Widen the gate', '<p>Widen the gate</p>'),
        description,
        reason: rendered('', ''),
      },
      summary: description,
      state: 'OPEN',
      draft: true,
      queued: false,
      author: account('alice'),
      source: {
        branch: { name: 'feature/gate' },
        commit: {
          type: 'commit',
          hash: told,
          links: { self: { href: `${api}/commit/${told}` }, html: { href: `${page}/commits/${told}` } },
        },
        repository: reference,
      },
      destination: { branch: { name: 'release' }, commit: null, repository: reference },
      merge_commit: null,
      comment_count: 0,
      task_count: 0,
      close_source_branch: true,
      closed_by: null,
      reason: '',
      reviewers,
      participants: reviewers.map((user) => ({
        type: 'participant',
        user,
        role: 'REVIEWER',
        approved: false,
        state: null,
        participated_on: null,
      })),
      created_on: time,
      updated_on: answer.body.created_on,
      links: {
        self: { href: `${api}/pullrequests/1` },
        html: { href: `${page}/pull-requests/1` },
        commits: { href: `${api}/pullrequests/1/commits` },
        statuses: { href: `${api}/pullrequests/1/statuses` },
        decline: { href: `${api}/pullrequests/1/decline` },
        merge: { href: `${api}/pullrequests/1/merge` },
      },
    });
  });

  test('gives links that lead somewhere', async () => {
    const { body } = await openPullRequest(place, { reviewers: [{ username: 'Bob / Builder' }] });

    const { self, commits, statuses } = body.links;
    expect((await call(self.href)).body).toEqual(body);
    // `html` is a page that does not exist yet; `decline` and `merge` are for POST.
    for (const { href } of [commits, statuses, body.source.repository.links.self, body.reviewers[0].links.avatar]) {
      expect([href, (await call(href)).status]).toEqual([href, 200]);
    }
  });

  test('asks for no more than a title and a source branch', async () => {
    const { status, body } = await openPullRequest(place);

    expect(status).toBe(201);
    expect(body).toMatchObject({
      description: '',
      draft: false,
      close_source_branch: false,
      reviewers: [],
      source: { branch: { name: 'feature' }, commit: null },
      destination: { branch: { name: 'main' } },
      author: { nickname: 'anonymous' },
    });
  });

  test('goes to the main branch of the repository unless told', async () => {
    const url = `${server.baseUrl}/2.0/repositories/${place.repository}`;
    await call(url, { method: 'PUT', json: { mainbranch: { name: 'trunk' } } });

    expect((await openPullRequest(place)).body.destination.branch.name).toBe('trunk');
  });

  test('takes nulls for what is not said, and the description as a summary', async () => {
    const { status, body } = await openPullRequest(place, {
      summary: { raw: 'From the summary' },
      source: { branch: { name: 'feature' }, commit: null, repository: null },
      destination: null,
      reviewers: null,
      close_source_branch: null,
      draft: null,
    });

    expect([status, body.description, body.reviewers]).toEqual([201, 'From the summary', []]);
  });

  test('takes the bare branch name out of a ref', async () => {
    const { body } = await openPullRequest(place, {
      source: { branch: { name: 'refs/heads/feature/x' } },
      destination: { branch: { name: 'refs/heads/main' } },
    });

    expect([body.source.branch.name, body.destination.branch.name]).toEqual(['feature/x', 'main']);
  });

  test('names a reviewer once', async () => {
    const { body } = await openPullRequest(place, { reviewers: [{ username: 'bob' }, { nickname: 'bob' }] });

    expect(body.reviewers.length).toBe(1);
  });

  test('takes the source commit as it is told, whole or abbreviated', async () => {
    await reportBuild(place, told);

    const { body } = await openPullRequest(place, {
      source: { branch: { name: 'feature' }, commit: { hash: told.slice(0, 12).toUpperCase() } },
    });

    expect(body.source.commit.hash).toBe(told);
  });

  test('takes the destination commit as it is told while nothing is reported for the branch', async () => {
    const destination = { branch: { name: 'main' }, commit: { hash: told } };
    const first = await openPullRequest(place, { destination });
    await reportBuild(place, hashFrom('2'), { refname: 'main' });
    const second = await openPullRequest(place, { destination });

    expect(first.body.destination.commit.hash).toBe(told);
    expect(second.body.destination.commit.hash).toBe(hashFrom('2'));
    expect((await call(first.body.links.self.href)).body.destination.commit.hash).toBe(hashFrom('2'));
  });

  test.each<[string, object, Record<string, string>]>([
    ['no title', { title: undefined }, { title: 'This field is required.' }],
    ['an empty title', { title: '' }, { title: 'This field is required.' }],
    [
      'a title that is too long',
      { title: 'x'.repeat(256) },
      { title: 'Ensure this value has at most 255 characters (it has 256).' },
    ],
    ['no source', { source: undefined }, { source: 'This field is required.' }],
    ['a source without a branch', { source: {} }, { 'source.branch': 'This field is required.' }],
    ['a source that is only a name', { source: 'feature' }, { source: 'Not a valid object.' }],
    ['a branch without a name', { source: { branch: {} } }, { 'source.branch.name': 'This field is required.' }],
    [
      'the source as its destination',
      { destination: { branch: { name: 'feature' } } },
      { destination: 'The source branch feature cannot be the destination, too.' },
    ],
    [
      'a fork',
      { source: { branch: { name: 'feature' }, repository: { full_name: 'bob/widgets' } } },
      { source: 'Pull requests between repositories are not supported: there are no forks.' },
    ],
    [
      'another repository as its destination',
      { destination: { branch: { name: 'main' }, repository: { uuid: '{11111111-2222-3333-4444-555555555555}' } } },
      { destination: 'Pull requests between repositories are not supported: there are no forks.' },
    ],
    [
      'a short hash that nobody has heard of',
      { source: { branch: { name: 'feature' }, commit: { hash: 'abc1234' } } },
      { source: 'commit not found: abc1234' },
    ],
    ['a reviewer without a name', { reviewers: [{}] }, { reviewers: 'Name a reviewer by uuid or by username.' }],
    [
      'a reviewer with a broken UUID',
      { reviewers: [{ uuid: 'bob' }] },
      { reviewers: "'bob' is not a UUID in braces." },
    ],
    ['reviewers that are no list', { reviewers: 'bob' }, { reviewers: 'Not a valid list.' }],
    [
      'a draft that is neither on nor off',
      { draft: 5 },
      {
        draft: 'Select a valid choice. 5 is not one of the available choices: true, false.',
      },
    ],
    ['half a character', { title: '\ud800' }, { title: 'Null characters and broken surrogate pairs are not allowed.' }],
  ])('refuses %s, and opens nothing', async (_, json, fields) => {
    const { status, body } = await openPullRequest(place, json);

    const messages = Object.entries(fields).map(([field, message]) => `${field}: ${message}`);
    expect([status, body.error.fields]).toEqual([
      400,
      Object.fromEntries(Object.entries(fields).map(([field, message]) => [field, [message]])),
    ]);
    expect(body.error.message).toBe(messages.join(' '));
    expect((await call(pullRequestsUrl(place))).body.size).toBe(0);
  });

  test('numbers the pull requests of a repository from 1, each once, for twenty at a time', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => openPullRequest(place)));
    const elsewhere = await openPullRequest(await createRepository(server.baseUrl));

    const numbers = answers.map(({ body }) => body.id).toSorted((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    expect(elsewhere.body.id).toBe(1);
  });

  test('is not for a repository that is not there', async () => {
    const { status, body } = await openPullRequest({ ...place, repository: 'acme/none' });

    expect([status, body.error.message]).toEqual([
      404,
      expect.stringContaining('You may not have access to this repository'),
    ]);
  });
});

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
