import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pullRequestFields } from '../../src/query/pull-request-fields.ts';
import { hashFrom } from '../support/addresses.ts';
import { basic, call } from '../support/call.ts';
import { createRepository, openPullRequest, pullRequestsUrl } from '../support/pull-requests.ts';
import { type RunningServer, startServer } from '../support/start-server.ts';

let server: RunningServer;
let place: Awaited<ReturnType<typeof createRepository>>;

/** 1 is merged, 2 is declined, 3 to 5 are open. */
beforeAll(async () => {
  server = await startServer();
  place = await createRepository(server.baseUrl);
  const headers = { authorization: basic('alice', 'x') };
  await call(pullRequestsUrl(place), {
    method: 'POST',
    headers,
    json: {
      title: 'Ärger am Tor',
      source: { branch: { name: 'fix/gate' }, commit: { hash: hashFrom('1') } },
      reviewers: [{ username: 'bob' }, { username: 'carol' }],
      draft: true,
    },
  });
  for (const name of ['two', 'three', 'four', 'five']) {
    await openPullRequest(place, { title: `Title ${name}`, source: { branch: { name } } });
  }
  await call(`${pullRequestsUrl(place, 1)}/merge`, { method: 'POST', headers });
  await call(`${pullRequestsUrl(place, 2)}/decline`, { method: 'POST', json: { reason: 'Not now' } });
});
afterAll(() => server[Symbol.asyncDispose]());

async function list(query = '') {
  return (await call(`${pullRequestsUrl(place)}${query}`)).body;
}

async function ids(query = ''): Promise<readonly number[]> {
  return (await list(query)).values?.map(({ id }: { readonly id: number }) => id);
}

test('lists the open ones, newest first, whole', async () => {
  const body = await list();

  expect(body).toEqual({ size: 3, page: 1, pagelen: 10, values: expect.any(Array) });
  expect(await ids()).toEqual([5, 4, 3]);
  for (const one of body.values) expect((await call(one.links.self.href)).body).toEqual(one);
  expect(await list('/')).toEqual(body);
});

describe('lists by state', () => {
  test.each([
    ['?state=MERGED', [1]],
    ['?state=declined', [2]],
    ['?state=OPEN&state=MERGED', [5, 4, 3, 1]],
    ['?state=open,Declined', [5, 4, 3, 2]],
    ['?state=MERGED,DECLINED&state=SUPERSEDED', [2, 1]],
    ['?state=SUPERSEDED', []],
    ['?state=', [5, 4, 3]],
  ])('%s', async (query, expected) => {
    expect(await ids(query)).toEqual(expected);
  });

  test('and refuses one that there is not', async () => {
    const { error } = await list('?state=OPEN&state=closed');

    expect(error).toEqual({
      message:
        'state: Select a valid choice. CLOSED is not one of the available choices: OPEN, MERGED, DECLINED, SUPERSEDED.',
      fields: { state: [expect.stringContaining('CLOSED')] },
    });
  });
});

describe('finds', () => {
  test.each([
    ['source.branch.name = "three"', [3]],
    ['title ~ "ärger"', []],
    ['state = "merged"', [1]],
    ['state != "OPEN"', [2, 1]],
    ['(state = "OPEN" AND id > 3) OR state = "DECLINED"', [5, 4, 2]],
    ['state IN ("OPEN", "MERGED") AND title !~ "title"', [1]],
    ['state != null AND merge_commit.hash = null', [5, 4, 3, 2]],
    [`state != null AND source.commit.hash = "${hashFrom('1')}"`, [1]],
    ['state != null AND reviewers.nickname = "carol"', [1]],
    ['state != null AND reviewers.nickname != "carol"', [5, 4, 3, 2]],
    ['state != null AND reviewers.uuid = null', [5, 4, 3, 2]],
    ['state != null AND author.nickname = "alice" AND closed_by.display_name = "alice"', [1]],
    ['state != null AND reason ~ "NOT NOW"', [2]],
    ['state != null AND draft = true', [1]],
    ['comment_count = 0 AND task_count < 1 AND id < 4', [3]],
    ['created_on > 2020-01-01 AND updated_on < 2020-01-01', []],
    ['destination.branch.name = "main" AND destination.repository.full_name ~ "acme/"', [5, 4, 3]],
    ['title = "x\\"; drop table pull_requests; --"', []],
    ['title ~ "%"', []],
  ])('%s', async (q, expected) => {
    expect(await ids(`?q=${encodeURIComponent(q)}`)).toEqual(expected);
  });

  test('what both q and state ask for', async () => {
    expect(await ids(`?state=OPEN&state=MERGED&q=${encodeURIComponent('id != 4 AND state != "MERGED"')}`)).toEqual([
      5, 3,
    ]);
    expect(await ids(`?state=MERGED&q=title~"%C3%A4rger"`)).toEqual([1]);
  });
});

describe('sorts', () => {
  test.each(Object.keys(pullRequestFields))('by %s, both ways, newest first where that is the same', async (field) => {
    const query = `?state=OPEN&state=MERGED&state=DECLINED&sort=`;
    const up = await ids(`${query}${field}`);
    const down = await ids(`${query}-${field}`);

    expect(up?.toSorted()).toEqual([1, 2, 3, 4, 5]);
    expect(down?.toSorted()).toEqual([1, 2, 3, 4, 5]);
  });

  test.each([
    ['id', [3, 4, 5]],
    ['-id', [5, 4, 3]],
    ['title', [5, 4, 3]],
    ['-title', [3, 4, 5]],
    ['created_on', [3, 4, 5]],
    ['draft', [5, 4, 3]],
    ['-comment_count', [5, 4, 3]],
  ])('by %s', async (sort, expected) => {
    expect(await ids(`?sort=${sort}`)).toEqual(expected);
  });
});

test('shows the members that fields names, of the page and of what is in it', async () => {
  expect(await list('?fields=values.id,values.source.branch.name,size')).toEqual({
    size: 3,
    values: [5, 4, 3].map((id) => ({ id, source: { branch: { name: ['three', 'four', 'five'][id - 3] } } })),
  });
  const [first] = (await list('?fields=%2Bvalues.source.repository.owner')).values;
  expect(first.source.repository.owner.type).toBe('team');
  expect(first.destination.repository).not.toHaveProperty('owner');
});

test('lists fifty to a page at most, and leads to the next ones', async () => {
  const body = await list('?pagelen=2&state=OPEN&state=MERGED');

  expect(body).toMatchObject({
    size: 4,
    next: `${pullRequestsUrl(place)}?pagelen=2&state=OPEN&state=MERGED&page=2`,
  });
  expect((await call(body.next)).body.values.map(({ id }: { readonly id: number }) => id)).toEqual([3, 1]);
  expect((await list('?pagelen=50')).pagelen).toBe(50);
  expect((await list('?pagelen=51')).error.message).toBe('Invalid pagelen');
  expect(await list('?page=9')).toMatchObject({ size: 3, page: 9, values: [] });
});

test('is not for a repository that is not there', async () => {
  expect((await call(pullRequestsUrl({ ...place, repository: 'acme/none' }))).status).toBe(404);
});
