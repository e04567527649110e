import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildUrl, documentedCommit, statusesUrl } from '../support/addresses.ts';
import { type Call, call } from '../support/call.ts';
import { type RunningServer, startServer } from '../support/start-server.ts';

let server: RunningServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server[Symbol.asyncDispose]());

function url(name: string): string {
  return `${server.baseUrl}/2.0/repositories/${name}`;
}

async function create(name: string, json: object = {}) {
  return (await call(url(name), { method: 'POST', json })).body;
}

function rename(from: string, name: string) {
  return call(url(from), { method: 'PUT', json: { name } });
}

function post(repository: string, key = 'ci') {
  return call(buildUrl(server.baseUrl, { repository }), { method: 'POST', json: { key, state: 'SUCCESSFUL' } });
}

/** What a name leads to by now: a UUID, or the message that says why not. */
async function find(name: string): Promise<string> {
  const { body } = await call(url(name));
  return body.uuid ?? body.error.message;
}

const missing = expect.stringContaining('You may not have access to this repository');

describe('another name', () => {
  test('gives a repository another slug, and leaves it the same repository', async () => {
    const before = await create('acme/widgets', { description: 'What we make' });
    await post('acme/widgets');

    const { status, headers, body } = await rename('acme/widgets', 'Our Gadgets!');

    expect([status, headers.get('location')]).toEqual([200, '/2.0/repositories/acme/our-gadgets']);
    expect(body).toMatchObject({
      uuid: before.uuid,
      created_on: before.created_on,
      description: 'What we make',
      name: 'Our Gadgets!',
      slug: 'our-gadgets',
      full_name: 'acme/our-gadgets',
      links: { self: { href: url('acme/our-gadgets') } },
    });
    expect((await call(statusesUrl(server.baseUrl, { repository: 'acme/our-gadgets' }))).body.size).toBe(1);
    expect((await call(url(`acme/${encodeURIComponent(before.uuid)}`))).body).toEqual(body);
  });

  test.each([
    ['the same', 'Kept', { name: 'Kept', slug: 'same' }],
    ['none', '', { name: 'Kept', slug: 'same' }],
    ['one of the same slug', 'SAME!', { name: 'SAME!', slug: 'same' }],
  ])('keeps the slug when it is %s', async (what, name, kept) => {
    const workspace = what.replaceAll(' ', '-');
    await create(`${workspace}/same`, { name: 'Kept' });

    expect((await rename(`${workspace}/same`, name)).body).toMatchObject(kept);
  });

  test.each(['!!!', '...', 'äöü', ' ', 'İ'.repeat(40)])('is refused when no slug comes of it: %s', async (name) => {
    await call(url('acme/unnamed'), { method: 'PUT', json: {} });
    const before = (await call(url('acme/unnamed'))).body;

    const { status, body } = await rename('acme/unnamed', name);

    expect([status, Object.keys(body.error.fields ?? {})]).toEqual([400, ['name']]);
    expect(body.error.message).toContain('slug');
    expect((await call(url('acme/unnamed'))).body).toEqual(before);
  });

  test('is refused when another repository has its slug, and changes nothing', async () => {
    const other = await create('acme/onto');
    const before = await create('acme/from', { description: 'old' });

    const { status, body } = await call(url('acme/from'), {
      method: 'PUT',
      json: { name: 'ONTO', description: 'new' },
    });

    expect([status, body.error.fields]).toEqual([
      400,
      { slug: ['Repository with this Slug and Owner already exists.'] },
    ]);
    expect((await call(url('acme/from'))).body).toEqual(before);
    expect(await find('acme/onto')).toBe(other.uuid);
  });

  test('may be one that another workspace has', async () => {
    await create('elsewhere/shared');
    await create('acme/unshared');

    expect((await rename('acme/unshared', 'shared')).body.full_name).toBe('acme/shared');
  });
});

describe('a slug from before', () => {
  test('answers for every reading, in any case, with what is called otherwise now', async () => {
    const { uuid, workspace } = await create('acme/old-reads');
    await post('acme/old-reads');
    const { body } = await rename('acme/old-reads', 'new-reads');

    for (const name of ['acme/old-reads', 'Acme/OLD-reads', `${encodeURIComponent(workspace.uuid)}/old-reads`]) {
      expect((await call(url(name))).body).toEqual(body);
    }
    expect(body.uuid).toBe(uuid);
    for (const path of [
      'commits',
      `commit/${documentedCommit}`,
      `commit/${documentedCommit}/statuses`,
      `commit/${documentedCommit}/statuses/build/ci`,
      'refs/branches',
      'refs/tags',
      'pullrequests',
    ]) {
      const [old, now] = await Promise.all(
        ['acme/old-reads', 'acme/new-reads'].map((name) => call(url(`${name}/${path}`))),
      );
      expect([path, old?.status, old?.body]).toEqual([path, 200, now?.body]);
    }
  });

  const writes: readonly (readonly [string, string, Call])[] = [
    ['a status', `commit/${documentedCommit}/statuses/build`, { method: 'POST', json: { key: 'k', state: 'FAILED' } }],
    ['another status', `commit/${documentedCommit}/statuses/build/ci`, { method: 'PUT', json: { state: 'FAILED' } }],
    ['a pull request', 'pullrequests', { method: 'POST', json: { title: 't', source: { branch: { name: 'b' } } } }],
    ['its settings', '', { method: 'PUT', json: { description: 'x' } }],
    ['its end', '', { method: 'DELETE' }],
  ];

  test.each(writes)(
    'takes no writing of %s, says how it is called now, and makes no look-alike',
    async (what, path, write) => {
      const slug = what.replaceAll(' ', '-');
      const { uuid } = await create(`old/${slug}`);
      await post(`old/${slug}`);
      const { body: renamed } = await rename(`old/${slug}`, `new-${slug}`);

      const { status, body } = await call(url(`old/${slug}/${path}`), write);

      expect([status, body.error]).toEqual([
        404,
        {
          message: `The repository 'old/${slug}' is now called 'old/new-${slug}'.`,
          detail: 'The old name still answers for reading. Write to the new one.',
        },
      ]);
      expect(await find(`old/${slug}`)).toBe(uuid);
      expect((await call(url(`old/new-${slug}`))).body).toEqual(renamed);
      expect((await call(`${url('old')}?q=slug="${slug}"`)).body.size).toBe(0);
    },
  );

  test.each([
    ['is created', (name: string) => create(name)],
    [
      'is renamed',
      async (name: string) => create(name.replace('one', 'two')).then(() => rename(name.replace('one', 'two'), 'one')),
    ],
  ])('belongs to another repository that %s so', async (how, take) => {
    const workspace = how.replaceAll(' ', '-');
    const first = await create(`${workspace}/one`);
    await rename(`${workspace}/one`, 'moved');

    await take(`${workspace}/one`);

    const { status, body } = await post(`${workspace}/one`);
    expect(status).toBe(201);
    expect(await find(`${workspace}/one`)).toBe(body.repository.uuid);
    expect(body.repository.uuid).not.toBe(first.uuid);
    expect(await find(`${workspace}/moved`)).toBe(first.uuid);
  });

  test('is the slug again after the way back', async () => {
    const { uuid } = await create('back/there');
    await rename('back/there', 'away');
    const { body } = await rename('back/away', 'there');

    expect(body.full_name).toBe('back/there');
    expect([await find('back/there'), await find('back/away')]).toEqual([uuid, uuid]);
    expect((await post('back/there')).status).toBe(201);
    expect((await post('back/away')).body.error.message).toBe("The repository 'back/away' is now called 'back/there'.");
  });

  test('still answers after two renames in a row', async () => {
    const { uuid } = await create('twice/one');
    await rename('twice/one', 'two');
    await rename('twice/two', 'three');

    expect([await find('twice/one'), await find('twice/two'), await find('twice/three')]).toEqual([uuid, uuid, uuid]);
    expect((await post('twice/one')).body.error.message).toBe(
      "The repository 'twice/one' is now called 'twice/three'.",
    );
  });

  test('is free again once the repository is deleted', async () => {
    await create('gone/one');
    await rename('gone/one', 'two');
    await call(url('gone/two'), { method: 'DELETE' });

    expect([await find('gone/one'), await find('gone/two')]).toEqual([missing, missing]);
    expect((await post('gone/one')).status).toBe(201);
  });
});
