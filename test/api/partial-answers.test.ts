import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildUrl, documentedCommit, statusesUrl } from '../support/addresses.ts';
import { call } from '../support/call.ts';
import { type RunningServer, startServer } from '../support/start-server.ts';

let server: RunningServer;
// biome-ignore lint/suspicious/noExplicitAny: as in `call`
let whole: any;

beforeAll(async () => {
  server = await startServer();
  for (const slug of ['widgets', 'gadgets']) await call(repositories(`/${slug}`), { method: 'POST', json: {} });
  whole = (await call(repositories('/widgets'))).body;
});
afterAll(() => server[Symbol.asyncDispose]());

function repositories(path = ''): string {
  return `${server.baseUrl}/2.0/repositories/acme${path}`;
}

/** `fields` is put in as it stands, encoded or not. */
async function select(address: string, fields: string) {
  const { status, headers, body } = await call(`${address}${address.includes('?') ? '&' : '?'}fields=${fields}`);
  expect([fields, status, headers.get('content-type')]).toEqual([fields, 200, 'application/json; charset=utf-8']);
  return body;
}

describe('fields of one object', () => {
  test('are only those that are named', async () => {
    const body = await select(repositories('/widgets'), 'slug,owner.username,links.self.href,none,project.none');

    expect(body).toEqual({
      slug: 'widgets',
      owner: { username: 'acme' },
      project: {},
      links: { self: { href: repositories('/widgets') } },
    });
  });

  test('are all but those with a minus', async () => {
    const { links, owner, uuid, ...rest } = whole;

    expect(await select(repositories('/widgets'), '-owner,-uuid,-links.*')).toEqual({ ...rest, links: {} });
    expect(await select(repositories('/widgets'), '-*,%2Bslug')).toEqual({ slug: 'widgets' });
  });

  test.each(['', '*', '%2Bslug', '+slug', ',', '%20', '-none', '-'])('are all of them with %j', async (fields) => {
    expect(await select(repositories('/widgets'), fields)).toEqual(whole);
  });

  test('are none where nothing is called so', async () => {
    expect(await select(repositories('/widgets'), 'values.slug')).toEqual({});
    expect(await select(repositories('/widgets'), 'constructor,__proto__,toString')).toEqual({});
  });

  test('are those of one level with a star', async () => {
    expect(await select(repositories('/widgets'), 'links.*.href')).toEqual({
      links: Object.fromEntries(
        Object.entries<{ href?: string }>(whole.links).map(([name, { href }]) =>
          name === 'clone' ? [name, [{ href: `${server.baseUrl}/acme/widgets.git` }]] : [name, { href }],
        ),
      ),
    });
  });

  test('may be more of an object within than it shows unasked', async () => {
    const { body: status } = await call(buildUrl(server.baseUrl), {
      method: 'POST',
      json: { key: 'ci', state: 'FAILED' },
    });
    const self = status.links.self.href;

    expect(await select(self, '%2Brepository.owner')).toEqual({
      ...status,
      repository: { ...status.repository, owner: whole.owner },
    });
    expect(await select(self, '+repository.project.key,+repository.slug')).toEqual({
      ...status,
      repository: { ...status.repository, slug: 'widgets', project: { key: 'PROJ' } },
    });
    expect(await select(self, 'key,repository.workspace.slug')).toEqual({
      key: 'ci',
      repository: { workspace: { slug: 'acme' } },
    });
    const { mainbranch, ...shown } = whole;
    expect((await select(self, 'repository.*')).repository).toEqual({ ...shown, links: status.repository.links });
  });
});

describe('fields of a collection', () => {
  test('are named through the envelope, of which the rest then goes', async () => {
    expect(await select(repositories('?pagelen=1'), 'values.slug')).toEqual({ values: [{ slug: 'gadgets' }] });
    expect(await select(repositories('?pagelen=1'), 'values.slug,next,size')).toEqual({
      size: 2,
      next: repositories('?pagelen=1&fields=values.slug,next,size&page=2'),
      values: [{ slug: 'gadgets' }],
    });
    expect(await select(repositories(), 'slug')).toEqual({});
  });

  test('are all but those with a minus, and the envelope with them', async () => {
    const body = await select(repositories(), '-values.links,-values.owner.links,-values.workspace,-pagelen');

    const { links, workspace, owner, ...rest } = whole;
    const { links: _, ...shortOwner } = owner;
    expect(body).toMatchObject({ size: 2, page: 1 });
    expect(body).not.toHaveProperty('pagelen');
    expect(body.values[1]).toEqual({ ...rest, owner: shortOwner });
  });

  test('keep what is asked for in the links to other pages, a plus as it was sent', async () => {
    const permissions = `${server.baseUrl}/2.0/user/permissions/repositories?pagelen=1`;
    for (const plus of ['+', '%2B']) {
      const first = await select(permissions, `${plus}values.repository.owner`);
      expect(first.next).toBe(`${permissions}&fields=${plus}values.repository.owner&page=2`);
      expect(first.values[0].repository.owner).toEqual(whole.owner);
      expect((await call(first.next)).body.values[0].repository).toMatchObject({
        full_name: 'acme/widgets',
        owner: whole.owner,
      });
    }
  });

  test('reach into every list of the API', async () => {
    await call(buildUrl(server.baseUrl), { method: 'POST', json: { key: 'ci', state: 'FAILED', refname: 'main' } });
    const api = `${server.baseUrl}/2.0`;
    const more = '+values.repository.slug';

    expect(await select(`${repositories('/widgets')}/refs/branches`, 'values.name,values.target.hash')).toEqual({
      values: [{ name: 'main', target: { hash: documentedCommit } }],
    });
    expect((await select(`${repositories('/widgets')}/commits`, more)).values[0].repository.slug).toBe('widgets');
    expect((await select(statusesUrl(server.baseUrl), more)).values[0].repository.slug).toBe('widgets');
    expect(await select(`${api}/workspaces`, 'values.slug')).toEqual({ values: [{ slug: 'acme' }] });
    expect(await select(`${api}/user/workspaces`, 'values.workspace.slug')).toEqual({
      values: [{ workspace: { slug: 'acme' } }],
    });
    expect(await select(`${api}/user`, 'username')).toEqual({ username: 'anonymous' });
  });
});

describe('a selection that is too much', () => {
  const tooMuch = {
    long: ['x'.repeat(4097), 'The selection of fields may be 4096 characters long; this one is 4097.'],
    wide: ['x,'.repeat(201), 'The selection of fields may be 200 names long; this one is 201.'],
    deep: ['x.'.repeat(21), 'The selection of fields may be 20 names deep; this one is 22.'],
  } as const;

  test.each(Object.values(tooMuch))('is refused before anything is read or written: %#', async (fields, message) => {
    const requests = [
      { url: repositories('/new'), method: 'POST', json: {} },
      { url: repositories('/new'), method: 'PUT', json: {} },
      { url: repositories('/widgets'), method: 'PUT', json: { description: 'changed' } },
      {
        url: buildUrl(server.baseUrl, { repository: 'acme/newer' }),
        method: 'POST',
        json: { key: 'k', state: 'FAILED' },
      },
      { url: repositories('/widgets'), method: 'GET' },
    ];
    for (const { url, ...request } of requests) {
      const { status, body } = await call(`${url}?fields=${fields}`, request);
      expect([status, body.error.fields]).toEqual([400, { fields: [message] }]);
    }

    expect((await call(repositories('?q=slug+~+"new"'))).body.size).toBe(0);
    expect((await call(repositories('/widgets'))).body).toEqual(whole);
  });

  test('is one that is sent twice', async () => {
    const { status, body } = await call(repositories('/widgets?fields=slug&fields=name'));

    expect([status, Object.keys(body.error.fields)]).toEqual([400, ['fields']]);
  });
});

test('fields select of what a write answers, too', async () => {
  const post = await call(repositories('/written?fields=slug'), { method: 'POST', json: {} });
  const put = await call(repositories('/written?fields=name,-slug'), { method: 'PUT', json: { description: 'x' } });
  const gone = await call(repositories('/written?fields=slug'), { method: 'DELETE' });

  expect([post.status, post.body]).toEqual([200, { slug: 'written' }]);
  expect([put.status, put.body, put.headers.get('location')]).toEqual([
    200,
    { name: 'written' },
    '/2.0/repositories/acme/written',
  ]);
  expect([gone.status, gone.body]).toEqual([204, '']);
});

test('an error is shown whole, whatever was selected', async () => {
  const { status, body } = await call(repositories('/none?fields=slug'));

  expect([status, body.type, typeof body.error.message]).toEqual([404, 'error', 'string']);
});
