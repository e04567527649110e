import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { restrictionKinds } from '../../src/domain/branch-restriction.ts';
import { buildUrl } from '../support/addresses.ts';
import { call } from '../support/call.ts';
import { type RunningServer, startServer } from '../support/start-server.ts';

let server: RunningServer;
let repositories = 0;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server[Symbol.asyncDispose]());

/** The restrictions of a repository of its own. */
async function fresh(): Promise<string> {
  repositories += 1;
  const repository = `acme/restricted-${repositories}`;
  await call(buildUrl(server.baseUrl, { repository }), { method: 'POST', json: { key: 'ci', state: 'FAILED' } });
  return `${server.baseUrl}/2.0/repositories/${repository}/branch-restrictions`;
}

const post = (url: string, json: object) => call(url, { method: 'POST', json });
const put = (url: string, json: object) => call(url, { method: 'PUT', json });

const passing = { kind: 'require_passing_builds_to_merge', branch_match_kind: 'glob', pattern: 'main', value: 2 };

describe('a branch restriction', () => {
  test('is answered whole, with the address where it is', async () => {
    const url = await fresh();

    const { status, headers, body } = await post(url, passing);

    expect(status).toBe(201);
    expect(headers.get('location')).toBe(`${url}/1`.slice(server.baseUrl.length));
    expect(body).toEqual({
      type: 'branchrestriction',
      id: 1,
      ...passing,
      users: [],
      groups: [],
      links: { self: { href: `${url}/1` } },
    });
    expect((await call(body.links.self.href)).body).toEqual(body);
  });

  test.each(restrictionKinds)('of the kind %s is kept', async (kind) => {
    const url = await fresh();

    const { status, body } = await post(url, { kind, pattern: 'release/*', value: 1 });

    expect([status, body.kind, body.pattern]).toEqual([201, kind, 'release/*']);
    expect((await call(`${url}/1`)).body).toEqual(body);
  });

  test('by the branching model has a type of branches, and no pattern', async () => {
    const url = await fresh();

    const { body } = await post(url, {
      kind: 'force',
      branch_match_kind: 'branching_model',
      branch_type: 'release',
      pattern: 'nonsense',
      value: 7,
    });

    expect(body).toMatchObject({ branch_match_kind: 'branching_model', branch_type: 'release', pattern: '' });
    expect(body).not.toHaveProperty('value');
  });

  test('keeps whom it excepts, by what named them', async () => {
    const url = await fresh();

    const { body } = await post(url, {
      kind: 'push',
      pattern: 'main',
      users: [
        { uuid: '{u}', links: { self: {} } },
        { type: 'team', username: 'bob', nickname: null },
      ],
      groups: [{ slug: 'developers', owner: { username: 'acme' } }],
    });

    expect(body.users).toEqual([
      { type: 'user', uuid: '{u}' },
      { type: 'team', username: 'bob' },
    ]);
    expect(body.groups).toEqual([{ type: 'group', slug: 'developers' }]);
  });

  test('changes only what is sent', async () => {
    const url = await fresh();
    const { body: created } = await post(url, passing);

    expect((await put(`${url}/1`, { value: 3, id: 9 })).body).toEqual({ ...created, value: 3 });
    const typed = { branch_match_kind: 'branching_model', branch_type: 'hotfix' };
    expect((await put(`${url}/1`, typed)).body).toEqual({ ...created, value: 3, pattern: '', ...typed });
    expect((await put(`${url}/1`, { kind: 'delete' })).body).not.toHaveProperty('value');
    expect((await put(`${url}/1`, { branch_match_kind: 'glob', pattern: '*' })).body).not.toHaveProperty('branch_type');
  });

  test('is gone when it is deleted, and its number is never given again', async () => {
    const url = await fresh();
    await post(url, passing);
    await post(url, { ...passing, pattern: 'other' });

    expect((await call(`${url}/2`, { method: 'DELETE' })).status).toBe(204);
    expect((await call(`${url}/2`)).status).toBe(404);
    expect((await call(`${url}/2`, { method: 'DELETE' })).status).toBe(404);
    expect((await post(url, { ...passing, pattern: 'third' })).body.id).toBe(3);
    await call(url.replace('/branch-restrictions', ''), { method: 'DELETE' });
    expect((await call(url)).status).toBe(404);
  });

  test('of twenty made at once, each has a number of its own, and none is there twice', async () => {
    const url = await fresh();

    const same = await Promise.all(Array.from({ length: 20 }, () => post(url, passing)));
    const others = await Promise.all(
      Array.from({ length: 20 }, (_, index) => post(url, { ...passing, pattern: `b${index}` })),
    );

    expect(same.map(({ status }) => status).toSorted()).toEqual([201, ...Array(19).fill(409)]);
    expect(others.map(({ body }) => body.id).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 20 }, (_, index) => index + 2),
    );
  });

  test('is refused as the second one of its kind for the same branches, and as a change that makes it so', async () => {
    const url = await fresh();
    const model = { kind: 'force', branch_match_kind: 'branching_model' };
    await post(url, passing);
    await post(url, { ...model, branch_type: 'feature' });

    const answers = [
      await post(url, { ...passing, value: 5 }),
      await post(url, { ...model, branch_type: 'feature' }),
      await post(url, { ...passing, kind: 'enforce_merge_checks' }),
      await post(url, { ...model, branch_type: 'bugfix' }),
      await put(`${url}/4`, { branch_type: 'feature' }),
      await put(`${url}/2`, { branch_type: 'feature' }),
    ];

    expect(answers.map(({ status }) => status)).toEqual([409, 409, 201, 201, 409, 200]);
    expect(answers[0]?.body.error.message).toBe('A branch restriction of this kind already exists for these branches.');
  });

  test.each<[string, object, string]>([
    ['no kind', { kind: undefined }, 'kind: This field is required.'],
    [
      'an unknown kind',
      { kind: 'forbid' },
      'kind: Select a valid choice. forbid is not one of the available choices: push,',
    ],
    ['no pattern', { pattern: undefined }, 'pattern: This field is required.'],
    ['an empty pattern', { pattern: '' }, 'pattern: This field is required.'],
    ['a pattern too long', { pattern: 'p'.repeat(256) }, 'pattern: Ensure this value has at most 255 characters'],
    ['no type of branches', { branch_match_kind: 'branching_model' }, 'branch_type: This field is required.'],
    [
      'an unknown type',
      { branch_match_kind: 'branching_model', branch_type: 'x' },
      'branch_type: Select a valid choice.',
    ],
    ['an unknown way to match', { branch_match_kind: 'regex' }, 'branch_match_kind: Select a valid choice.'],
    ['no value', { value: undefined }, 'value: This field is required.'],
    ['a value of none', { value: 0 }, 'value: Ensure this value is a whole number from 1 to 1000.'],
    ['a value beyond all', { value: 2 ** 40 }, 'value: Ensure this value is a whole number from 1 to 1000.'],
    ['half a value', { value: 1.5 }, 'value: Not a valid integer.'],
    ['a text for users', { users: 'bob' }, 'users: Not a valid list.'],
    [
      'too many users',
      { users: Array(101).fill({ username: 'bob' }) },
      'users: Ensure this list has at most 100 elements.',
    ],
    ['a null character', { pattern: 'a\0' }, 'pattern: Null characters'],
  ])('is refused with %s, and changes nothing', async (_, change, message) => {
    const url = await fresh();

    const { status, body } = await post(url, { ...passing, ...change });

    expect([status, body.error.message]).toEqual([400, expect.stringContaining(message)]);
    expect((await call(url)).body.size).toBe(0);
  });

  test('is not changed into one that is not complete', async () => {
    const url = await fresh();
    await post(url, { kind: 'force', pattern: 'main' });

    const { status, body } = await put(`${url}/1`, { kind: 'require_commits_behind' });

    expect([status, body.error.fields]).toEqual([400, { value: ['This field is required.'] }]);
    expect((await call(`${url}/1`)).body.kind).toBe('force');
    expect((await put(`${url}/1`, { kind: 'require_commits_behind', value: 0 })).body.value).toBe(0);
  });

  test.each(['nonsense', '0', '99', '99999999999999999999'])('is not found as %s', async (id) => {
    const url = await fresh();
    for (const method of ['GET', 'PUT', 'DELETE']) {
      const { status, body } = await call(`${url}/${id}`, { method, ...(method === 'PUT' && { json: {} }) });
      expect([status, body.error.message]).toEqual([
        404,
        expect.stringContaining(`no branch restriction ${id} in acme/`),
      ]);
    }
  });
});

test('restrictions are listed oldest first, by pages, by kind and by pattern', async () => {
  const url = await fresh();
  await post(url, passing);
  await post(url, { kind: 'force', pattern: 'main' });
  await post(url, { kind: 'force', pattern: 'release/*' });
  const list = async (query: string) => {
    const { body } = await call(`${url}?${query}`);
    // biome-ignore lint/suspicious/noExplicitAny: as in `call`
    return [body.size, ...body.values.map(({ id }: any) => id)];
  };

  expect(await list('')).toEqual([3, 1, 2, 3]);
  expect(await list('pagelen=1&page=2')).toEqual([3, 2]);
  expect(await list('kind=force')).toEqual([2, 2, 3]);
  expect(await list('pattern=main')).toEqual([2, 1, 2]);
  expect(await list('kind=force&pattern=release%2F*')).toEqual([1, 3]);
  expect(await list('kind=&pattern=')).toEqual([3, 1, 2, 3]);
  expect((await call(`${url}?kind=forbid`)).status).toBe(400);
});
