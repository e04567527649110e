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
