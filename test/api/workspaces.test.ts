import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildUrl } from '../support/addresses.ts';
import { call } from '../support/call.ts';
import { listLinkedAddresses } from '../support/linked-addresses.ts';
import { listPages } from '../support/list-pages.ts';
import { type RunningServer, startServer } from '../support/start-server.ts';

let server: RunningServer;

beforeAll(async () => {
  server = await startServer();
  for (const workspace of ['zoo', 'acme', 'Mine']) {
    await call(`${server.baseUrl}/2.0/repositories/${workspace}/widgets`, { method: 'POST', json: {} });
  }
});
afterAll(() => server[Symbol.asyncDispose]());

const url = (path = '') => `${server.baseUrl}/2.0/workspaces${path}`;

test('a workspace is shown as Bitbucket shows one', async () => {
  const { status, body } = await call(url('/acme'));

  expect([status, body]).toEqual([
    200,
    {
      type: 'workspace',
      uuid: expect.stringMatching(/^\{[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}$/),
      name: 'acme',
      slug: 'acme',
      is_private: false,
      created_on: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00$/),
      links: {
        self: { href: url('/acme') },
        html: { href: `${server.baseUrl}/acme` },
        avatar: { href: `${server.baseUrl}/acme/avatar.svg` },
        repositories: { href: `${server.baseUrl}/2.0/repositories/acme` },
      },
    },
  ]);
});

test('a workspace has links that lead somewhere, but for its page, which is still to come', async () => {
  const { body } = await call(url('/acme'));

  for (const { place, href } of listLinkedAddresses(body)) {
    expect([place, (await call(href)).status]).toEqual([place, place === 'links.html' ? 404 : 200]);
  }
});

test('a workspace is addressed by its slug in any case, or by its UUID', async () => {
  const { body } = await call(url('/mine'));
  const uuid = encodeURIComponent(body.uuid);

  for (const name of ['/MINE', '/mine/', `/${uuid}`, `/${uuid.toUpperCase()}`]) {
    expect((await call(url(name))).body).toEqual(body);
  }
  expect((await call(`${server.baseUrl}/2.0/repositories/${uuid}`)).body.size).toBe(1);
});

test.each(['none', '%7B00000000-0000-4000-8000-000000000000%7D', 'x'.repeat(500)])(
  'the workspace %s is missed in Bitbucket’s words',
  async (name) => {
    const { status, body } = await call(url(`/${name}`));

    expect([status, body.error.message]).toEqual([404, expect.stringMatching(/^No workspace with identifier '.+'\.$/)]);
    expect(body.error.message.length).toBeLessThan(200);
  },
);

test('workspaces are listed by slug, each as it is shown alone', async () => {
  const { body } = await call(url());

  const each = ['acme', 'mine', 'zoo'].map(async (slug) => (await call(url(`/${slug}`))).body);
  expect(body).toEqual({ size: 3, page: 1, pagelen: 10, values: await Promise.all(each) });
});

test('workspaces are paged, with a link that keeps what was asked', async () => {
  const first = (await call(url('?pagelen=2&role=member&fields=-values.links'))).body;

  expect(first.next).toBe(url('?pagelen=2&role=member&fields=-values.links&page=2'));
  expect((await listPages(url('?pagelen=1'))).map(({ slug }) => slug)).toEqual(['acme', 'mine', 'zoo']);
  expect((await call(url('?page=7'))).body).toMatchObject({ size: 3, values: [], previous: url('?page=6') });
});

test('a workspace stays when its last repository goes, and comes with a first status', async () => {
  await call(`${server.baseUrl}/2.0/repositories/fresh/one`, { method: 'DELETE' });
  expect((await call(url('/fresh'))).status).toBe(404);

  await call(buildUrl(server.baseUrl, { repository: 'fresh/one' }), {
    method: 'POST',
    json: { key: 'ci', state: 'FAILED' },
  });
  const before = (await call(url('/fresh'))).body;
  await call(`${server.baseUrl}/2.0/repositories/fresh/one`, { method: 'DELETE' });

  expect((await call(url('/fresh'))).body).toEqual(before);
  expect((await call(`${server.baseUrl}/2.0/repositories/fresh`)).body).toMatchObject({ size: 0, values: [] });
});
