import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openAdministration } from '../../src/server/open-administration.ts';
import { buildUrl, statusesUrl } from '../support/addresses.ts';
import { basic, call } from '../support/call.ts';
import { type RunningServer, startServer } from '../support/start-server.ts';
import { createTemporaryDirectory } from '../support/temporary-directory.ts';

const opened = new DisposableStack();
let server: RunningServer;
let dataDirectory: string;
let token: string;

beforeAll(async () => {
  dataDirectory = opened.use(createTemporaryDirectory()).path;
  server = await startServer({ memory: false, data: dataDirectory }, 'serve');
  token = server.administratorToken ?? '';
  await using administration = await openAdministration({ kind: 'sqlite', dataDirectory });
  await administration.addRepository({ address: { workspace: 'acme', slug: 'widgets' } });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  opened.dispose();
});

const json = { key: 'ci', state: 'SUCCESSFUL' };

describe('signalbox serve', () => {
  test.each([
    ['the password of Basic authentication', () => basic('administrator', token)],
    ['a Bearer token', () => `Bearer ${token}`],
  ])('takes the administrator’s token as %s', async (_, authorization) => {
    const headers = { authorization: authorization() };

    expect((await call(buildUrl(server.baseUrl), { method: 'POST', json, headers })).status).toBeLessThan(300);
  });

  const strangers: readonly (readonly [string, Record<string, string>])[] = [
    ['nobody', {}],
    ['a wrong password', { authorization: basic('admin', 'wrong') }],
    ['a wrong token', { authorization: 'Bearer wrong' }],
    ['an empty token', { authorization: 'Bearer ' }],
    ['a scheme of its own', { authorization: 'JWT x.y.z' }],
  ];

  test.each(strangers)('lets %s write nothing', async (_, headers) => {
    for (const request of [
      { url: buildUrl(server.baseUrl, { commit: 'f'.repeat(40) }), method: 'POST' },
      { url: buildUrl(server.baseUrl, { key: 'ci' }), method: 'PUT' },
    ]) {
      const answer = await call(request.url, { method: request.method, json, headers });
      expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Basic realm="Signalbox"']);
      expect(answer.body).toMatchObject({ type: 'error', error: { detail: expect.stringContaining('access token') } });
    }
    expect((await call(statusesUrl(server.baseUrl, { commit: 'f'.repeat(40) }))).body.size).toBe(0);
  });

  test('asks who it is before it looks at the body', async () => {
    const answer = await call(buildUrl(server.baseUrl), {
      method: 'POST',
      raw: '{',
      headers: { 'content-type': 'application/json' },
    });

    expect(answer.status).toBe(401);
  });

  test('lets everybody read, but nobody with wrong credentials', async () => {
    const read = (headers: Record<string, string>) => call(statusesUrl(server.baseUrl), { headers });

    expect((await read({})).status).toBe(200);
    expect((await read({ authorization: `Bearer ${token}` })).status).toBe(200);
    expect((await read({ authorization: 'Bearer wrong' })).status).toBe(401);
  });

  test('leaves it to a page to ask for a password when a script of the page made the request', async () => {
    const headers = { authorization: 'Bearer wrong', 'sec-fetch-dest': 'empty' };

    const answer = await call(statusesUrl(server.baseUrl), { headers });

    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, null]);
  });

  test.each(['/healthz', '/readyz'])('answers %s whatever a probe sends along', async (path) => {
    expect((await call(`${server.baseUrl}${path}`, { headers: { authorization: 'Bearer wrong' } })).status).toBe(200);
  });

  test('makes no repository on its first use', async () => {
    const headers = { authorization: `Bearer ${token}` };

    const answer = await call(buildUrl(server.baseUrl, { repository: 'no/such' }), { method: 'POST', json, headers });

    expect([answer.status, answer.body.error.detail]).toEqual([
      404,
      "There is no repository 'no/such' on this server.",
    ]);
  });

  test('shows its token at the first start only', async () => {
    await using again = await startServer({ memory: false, data: dataDirectory }, 'serve');

    expect(token).toMatch(/^sbx_[A-Za-z0-9_-]{43}$/);
    expect(again.administratorToken).toBeUndefined();
  });

  test('keeps only the hash of the token', async () => {
    const { readFileSync, readdirSync } = await import('node:fs');

    const everything = readdirSync(dataDirectory)
      .map((file) => readFileSync(`${dataDirectory}/${file}`, 'latin1'))
      .join();

    expect(everything).not.toContain(token);
    expect(everything).not.toContain(token.slice(4));
  });
});

test('two servers on one database are equals: what one took, the other shows at once', async () => {
  await using other = await startServer({ memory: false, data: dataDirectory }, 'serve');
  const headers = { authorization: `Bearer ${token}` };

  for (let round = 0; round < 10; round += 1) {
    const { body } = await call(buildUrl(server.baseUrl), {
      method: 'POST',
      json: { ...json, name: `${round}` },
      headers,
    });
    expect((await call(buildUrl(other.baseUrl, { key: 'ci' }))).body).toMatchObject({
      uuid: body.uuid,
      name: `${round}`,
    });
  }
});
