import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildUrl, hashFrom } from '../support/addresses.ts';
import { call } from '../support/call.ts';
import { type RunningServer, startServer } from '../support/start-server.ts';

let server: RunningServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server[Symbol.asyncDispose]());

const whole = {
  key: 'ci',
  state: 'INPROGRESS',
  name: 'n',
  description: 'd',
  url: 'https://ci.test/1',
  refname: 'main',
};

describe('PUT …/statuses/build/{key}', () => {
  const changes: readonly (readonly [string, object, object])[] = [
    ['the state', { state: 'FAILED' }, { state: 'FAILED' }],
    ['the name', { name: 'other' }, { name: 'other' }],
    ['the description', { description: 'other' }, { description: 'other' }],
    ['the url', { url: 'https://ci.test/2' }, { url: 'https://ci.test/2' }],
    ['the refname', { refname: 'refs/heads/other' }, { refname: 'other' }],
    ['nothing', {}, {}],
    [
      'to unset, by null',
      { name: null, description: null, url: null, refname: null },
      { name: '', description: '', url: '', refname: null },
    ],
    ['to unset, by empty texts', { name: '', url: '', refname: '' }, { name: '', url: '', refname: null }],
    ['but never the key', { key: 'new', state: 'STOPPED' }, { state: 'STOPPED' }],
  ];

  test.each(changes)('changes %s and leaves the rest', async (_, json, changed) => {
    const url = buildUrl(server.baseUrl, { commit: hashFrom('0c') });
    const before = await call(url, { method: 'POST', json: whole });

    const answer = await call(`${url}/ci`, { method: 'PUT', json });

    const { updated_on, links } = answer.body;
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ ...before.body, ...changed, updated_on, links });
    expect(updated_on > before.body.updated_on).toBe(true);
    expect((await call(`${url}/ci`)).body).toEqual(answer.body);
  });

  test.each([
    ['a form', { form: { state: 'STOPPED' } }],
    ['the whole object sent back', { json: { ...whole, state: 'STOPPED' } }],
  ])('reads %s', async (_, request) => {
    const url = buildUrl(server.baseUrl, { commit: hashFrom('0d') });
    await call(url, { method: 'POST', json: whole });

    expect((await call(`${url}/ci`, { method: 'PUT', ...request })).body).toMatchObject({ ...whole, state: 'STOPPED' });
  });

  test('takes a request without a body for no change', async () => {
    const url = buildUrl(server.baseUrl, { commit: hashFrom('0d') });
    await call(url, { method: 'POST', json: whole });

    expect((await call(`${url}/ci`, { method: 'PUT' })).body).toMatchObject(whole);
  });

  test('gives 404 for a key that is not there, and makes none', async () => {
    const commit = hashFrom('0e');
    await call(buildUrl(server.baseUrl), { method: 'POST', json: whole });

    const answer = await call(buildUrl(server.baseUrl, { commit, key: 'none' }), {
      method: 'PUT',
      json: { state: 'FAILED' },
    });

    expect([answer.status, answer.body.type]).toEqual([404, 'error']);
    expect((await call(buildUrl(server.baseUrl, { commit, key: 'none' }))).status).toBe(404);
    expect((await call(buildUrl(server.baseUrl, { commit: commit.slice(0, 8), key: 'none' }))).body.error.message).toBe(
      'Commit not found',
    );
  });

  test('gives 404 for a repository that is not there, also in development', async () => {
    const answer = await call(buildUrl(server.baseUrl, { repository: 'no/such', key: 'ci' }), {
      method: 'PUT',
      json: {},
    });

    expect(answer.status).toBe(404);
  });

  test.each([
    ['state', { state: null }, 'This field is required.'],
    ['state', { state: 'DONE' }, expect.stringContaining('DONE is not one of the available choices')],
    ['name', { name: 'x'.repeat(256) }, 'Ensure this value has at most 255 characters (it has 256).'],
  ])('refuses a wrong %s', async (field, json, message) => {
    const url = buildUrl(server.baseUrl, { commit: hashFrom('0f') });
    await call(url, { method: 'POST', json: whole });

    const answer = await call(`${url}/ci`, { method: 'PUT', json });

    expect([answer.status, answer.body.error.fields]).toEqual([400, { [field]: [message] }]);
  });
});

describe('a url template', () => {
  const template = 'https://foo.com/builds/{repository.full_name}?c={commit.hash}&r={repository.uuid}';

  async function create(url: string) {
    const at = buildUrl(server.baseUrl, { repository: 'foo/bar', commit: hashFrom('7e') });
    return (await call(at, { method: 'POST', json: { key: 'ci', state: 'FAILED', url } })).body;
  }

  test('gives what Bitbucket’s documentation says', async () => {
    expect((await create('https://foo.com/builds/{repository.full_name}')).url).toBe('https://foo.com/builds/foo/bar');
  });

  test('is expanded in every answer, and shown raw beside it', async () => {
    const created = await create(template);

    expect(created.url_template).toBe(template);
    expect(created.url).toBe(
      `https://foo.com/builds/foo/bar?c=${hashFrom('7e')}&r=${encodeURIComponent(created.repository.uuid)}`,
    );
    expect((await call(created.links.self.href)).body).toEqual(created);
    expect((await call(`${created.links.commit.href}/statuses`)).body.values).toEqual([created]);
  });

  test('names every member of the repository and the commit as the API shows them', async () => {
    const { repository, commit } = await create('');
    const leaves = [...leavesOf('repository', repository), ...leavesOf('commit', commit)];

    expect(leaves.length).toBeGreaterThan(8);
    for (const [path, value] of leaves) {
      const { url } = await create(`https://foo.com/{${path}}`);
      expect(decodeURIComponent(url)).toBe(`https://foo.com/${value}`);
    }
  });

  test('stays when a client sends the expanded url back, and goes when it sends another', async () => {
    const created = await create(template);
    const put = (url: string) => call(created.links.self.href, { method: 'PUT', json: { url } });

    expect((await put(created.url)).body).toMatchObject({ url: created.url, url_template: template });
    expect((await put('https://foo.com/other')).body).not.toHaveProperty('url_template');
  });

  test('leaves a UUID in braces and unknown names alone', async () => {
    const url = 'https://foo.com/{11111111-2222-3333-4444-555555555555}/{repository.nope}';

    expect(await create(url)).toMatchObject({ url });
  });
});

function leavesOf(path: string, value: unknown): readonly (readonly [string, unknown])[] {
  if (typeof value !== 'object' || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([name, member]) => leavesOf(`${path}.${name}`, member));
}
