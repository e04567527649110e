import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildUrl, statusesUrl } from '../support/addresses.ts';
import { call } from '../support/call.ts';
import { callTarget } from '../support/call-target.ts';
import { type RunningServer, startServer } from '../support/start-server.ts';

let server: RunningServer;

beforeAll(async () => {
  server = await startServer();
  for (let index = 0; index < 12; index += 1) {
    await call(buildUrl(server.baseUrl), { method: 'POST', json: { key: `ci${index}`, state: 'FAILED' } });
  }
});
afterAll(() => server[Symbol.asyncDispose]());

const list = { method: 'GET', path: statusesUrl('') };
const create = { method: 'POST', path: buildUrl(''), json: { key: 'ci0', state: 'SUCCESSFUL' } };
const get = { method: 'GET', path: buildUrl('', { key: 'ci1' }) };
const update = { method: 'PUT', path: buildUrl('', { key: 'ci2' }), json: { state: 'STOPPED' } };

describe.each([list, create, get, update])('$method $path', ({ method, path, ...body }) => {
  test.each([
    ['as it is', path],
    ['with a slash behind it', `${path}/`],
    ['with a bare question mark', `${path}?`],
    ['with both', `${path}/?`],
    ['with two slashes in front', `/${path}`],
    ['with a slash too many in the middle', path.replace('/commit/', '//commit/')],
    ['under /api/2.0', `/api${path}`],
    ['under /!api/2.0', `/!api${path}`],
    ['in the absolute form', `http://builds.test:4020${path}`],
    ['in the absolute form, with two slashes', `http://builds.test:4020/${path}/`],
  ])('is there %s', async (_, target) => {
    const plain = await callTarget(server.baseUrl, path, { method, ...body });

    const answer = await callTarget(server.baseUrl, target, { method, ...body, headers: { host: 'builds.test:4020' } });

    expect([answer.status, JSON.parse(answer.body).type]).toEqual([200, JSON.parse(plain.body).type]);
    expect(answer.body.match(/https?:\/\/[^"]*\/2\.0\//g)?.length).toBeGreaterThan(0);
    expect(answer.body).not.toMatch(/https?:\/\/(?!builds\.test:4020\/(?:2\.0|acme)\/[^/])/);
  });
});

test.each([list, create])(
  '$method $path is there with several slashes behind it',
  async ({ method, path, ...body }) => {
    expect((await callTarget(server.baseUrl, `${path}///`, { method, ...body })).status).toBe(200);
  },
);

test('the absolute form says itself which host it means', async () => {
  const { body } = await callTarget(server.baseUrl, `http://asked.test${list.path}`, {
    headers: { host: 'other.test' },
  });

  expect(JSON.parse(body).next).toBe(`http://asked.test${list.path}?page=2`);
});

test.each(['http://user@builds.test', 'http://builds.test:99999', 'http://a"b'])(
  'the absolute form of %s names no host',
  async (origin) => {
    expect((await callTarget(server.baseUrl, `${origin}${list.path}`)).status).toBe(400);
  },
);

test.each(['a b', 'builds.test:99999', '1.2.3.999', '[::g]', 'user@builds.test', 'builds.test/x'])(
  'a Host header of %s is refused',
  async (host) => {
    const { status, body } = await callTarget(server.baseUrl, list.path, { headers: { host } });

    expect([status, JSON.parse(body).error.message]).toEqual([400, 'The Host header is missing or not a host.']);
  },
);

test('a page links to its neighbours with everything that was asked, and nothing else', async () => {
  const asked = `/${list.path}/?refname=a%2Bb&pagelen=3&access_token=secret&x=1&x=2&page=2`;

  const page = JSON.parse((await callTarget(server.baseUrl, asked, { headers: { host: 'builds.test' } })).body);

  const kept = `http://builds.test${list.path}/?refname=a%2Bb&pagelen=3&x=1&x=2`;
  expect([page.previous, page.next]).toEqual([`${kept}&page=1`, `${kept}&page=3`]);
});

test.each(['*', '/', '//', '/?', '/%', '/2.0', '//evil.test/2.0'])('%s is no error of the server', async (target) => {
  for (const method of ['GET', 'HEAD', 'OPTIONS', 'DELETE']) {
    expect((await callTarget(server.baseUrl, target, { method })).status).toBeLessThan(500);
  }
});
