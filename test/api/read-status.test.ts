import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildUrl, documentedCommit, hashFrom, statusesUrl } from '../support/addresses.ts';
import { call } from '../support/call.ts';
import { type RunningServer, startServer } from '../support/start-server.ts';

let server: RunningServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server[Symbol.asyncDispose]());

function post(json: object, at: { repository?: string; commit?: string } = {}) {
  return call(buildUrl(server.baseUrl, at), { method: 'POST', json: { key: 'ci', state: 'SUCCESSFUL', ...json } });
}

describe('GET …/statuses/build/{key}', () => {
  const keys = [
    'a',
    'ci/unit',
    'a b',
    'atlantis/plan: default',
    'ünï+code&?#',
    '%',
    '100%25',
    '...',
    'a//b',
    'a/../b',
    '/',
    'x/',
    '{x}',
    '*',
  ];

  test.each(keys)('finds the key %j, percent-encoded and by its own link', async (key) => {
    const created = await post({ key });

    expect((await call(created.body.links.self.href)).body).toEqual(created.body);
    expect((await call(buildUrl(server.baseUrl, { key }))).body).toEqual(created.body);
  });

  test.each(['renovate/stability/days', 'http://ci/x', 'a//c'])('finds the key %s with raw slashes', async (key) => {
    const created = await post({ key });

    for (const end of ['', '/', '?x=/y/']) {
      expect((await call(`${buildUrl(server.baseUrl)}/${key}${end}`)).body).toEqual(created.body);
    }
  });

  test('tells keys apart by their case', async () => {
    await post({ key: 'Case', name: 'upper' });
    await post({ key: 'case', name: 'lower' });

    expect((await call(buildUrl(server.baseUrl, { key: 'Case' }))).body.name).toBe('upper');
  });
});

describe('a path', () => {
  test('names the commit by 7 digits or more, in any case', async () => {
    const commit = hashFrom('abc1230');
    const { body } = await post({}, { commit });

    for (const name of [
      commit,
      commit.slice(0, 7),
      commit.slice(0, 12).toUpperCase(),
      commit.toUpperCase(),
      commit.slice(0, 39),
    ]) {
      expect((await call(buildUrl(server.baseUrl, { commit: name, key: 'ci' }))).body).toEqual(body);
    }
    expect((await post({}, { commit: commit.slice(0, 7) })).body.commit.hash).toBe(commit);
  });

  test('that abbreviates two commits alike finds neither', async () => {
    await post({}, { commit: hashFrom('fedcba90') });
    await post({}, { commit: hashFrom('fedcba91') });

    const answer = await call(statusesUrl(server.baseUrl, { commit: 'fedcba9' }));

    expect([answer.status, answer.body.error.message]).toEqual([404, 'Commit not found']);
    expect((await call(statusesUrl(server.baseUrl, { commit: 'fedcba90' }))).status).toBe(200);
  });

  test('takes the hash of a SHA-256 repository', async () => {
    const commit = 'b'.repeat(64);

    expect((await post({}, { commit })).body.commit.hash).toBe(commit);
    expect((await call(buildUrl(server.baseUrl, { commit: 'b'.repeat(50), key: 'ci' }))).body.commit.hash).toBe(commit);
  });

  test('names workspace and repository by slug in any case, or by UUID, raw or percent-encoded', async () => {
    const created = (await post({ key: 'addressed' }, { repository: 'acme/gadgets' })).body;
    const { uuid } = created.repository;
    const encoded = encodeURIComponent(uuid);

    for (const repository of ['Acme/Gadgets', `acme/${encoded}`, `%7B%7D/${encoded}`, `acme/${uuid.toUpperCase()}`]) {
      const { status, body } = await call(buildUrl(server.baseUrl, { repository, key: 'addressed' }));
      expect([repository, status, body]).toEqual([repository, 200, created]);
    }
    expect((await call(buildUrl(server.baseUrl, { repository: `other/${encoded}`, key: 'addressed' }))).status).toBe(
      404,
    );
  });

  test('takes braces as they are, as clients that do not encode them send them', async () => {
    const { uuid } = (await post({}, { repository: 'acme/raw' })).body.repository;
    const { default: http } = await import('node:http');
    const { hostname, port } = new URL(server.baseUrl);

    const status = await new Promise((resolve, reject) => {
      const path = `/2.0/repositories/acme/${uuid}/commit/${documentedCommit}/statuses/build/ci`;
      http.get({ hostname, port, path }, (answer) => resolve(answer.resume().statusCode)).on('error', reject);
    });

    expect(status).toBe(200);
  });
});

describe('GET …/statuses', () => {
  const commit = hashFrom('11570');
  const url = () => statusesUrl(server.baseUrl, { commit });

  beforeAll(async () => {
    for (let index = 0; index < 25; index += 1) {
      await post(
        { key: `k${index}`, ...(index % 5 === 0 && { refname: index % 2 === 0 ? 'main' : 'other' }) },
        { commit },
      );
    }
    await post({ key: 'k3', state: 'FAILED' }, { commit });
  });

  test('gives the first ten, oldest first, in Bitbucket’s envelope', async () => {
    const { status, headers, body } = await call(url());

    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(body).toEqual({ size: 25, page: 1, pagelen: 10, next: `${url()}?page=2`, values: expect.any(Array) });
    expect(body.values.map(({ key }: { key: string }) => key)).toEqual(
      Array.from({ length: 10 }, (_, index) => `k${index}`),
    );
  });

  test('leads through all pages by next, and back by previous', async () => {
    const seen: string[] = [];
    let next: string | undefined = `${url()}?pagelen=7`;
    let last: { previous?: string } = {};
    for (let pages = 0; next !== undefined && pages < 10; pages += 1) {
      const { body } = await call(next);
      seen.push(...body.values.map(({ key }: { key: string }) => key));
      next = body.next;
      last = body;
    }

    expect(seen).toEqual(Array.from({ length: 25 }, (_, index) => `k${index}`));
    expect(last.previous).toBe(`${url()}?pagelen=7&page=3`);
    expect((await call(last.previous ?? '')).body.page).toBe(3);
  });

  test('gives an empty page beyond the end, and for a commit without statuses', async () => {
    const beyond = await call(`${url()}?page=9&pagelen=100`);
    const empty = await call(statusesUrl(server.baseUrl, { commit: hashFrom('e3e3') }));

    expect([beyond.status, beyond.body]).toEqual([200, expect.objectContaining({ size: 25, page: 9, values: [] })]);
    expect(beyond.body).not.toHaveProperty('next');
    expect(empty.body).toEqual({ size: 0, page: 1, pagelen: 10, values: [] });
  });

  test('keeps a status in its place when it is overwritten', async () => {
    const { body } = await call(url());

    expect(body.values[3]).toMatchObject({ key: 'k3', state: 'FAILED' });
  });

  test('narrows to a branch and to what names none', async () => {
    const { body } = await call(`${url()}?refname=main&pagelen=100`);

    expect(body.size).toBe(23);
    expect(new Set(body.values.map(({ refname }: { refname: string | null }) => refname))).toEqual(
      new Set(['main', null]),
    );
  });

  test.each(['101', '-1', 'x', '1.5'])('refuses pagelen=%s in Bitbucket’s words', async (pagelen) => {
    const { status, body } = await call(`${url()}?pagelen=${pagelen}`);

    expect([status, body.error.message]).toEqual([400, 'Invalid pagelen']);
  });

  test.each(['0', '-1', 'x', '99999999999'])('refuses page=%s', async (page) => {
    const { status, body } = await call(`${url()}?page=${page}`);

    expect([status, body.error.message]).toEqual([400, 'Invalid page']);
  });

  test.each(['?', '/', '?pagelen=0', '?page='])('takes %j', async (end) => {
    const { body } = await call(`${url()}${end}`);

    expect([body.pagelen, body.values.length]).toEqual([10, 10]);
  });
});
