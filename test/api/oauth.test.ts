import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { basic, type Call, call } from '../support/call.ts';
import { type RunningServer, startServer } from '../support/start-server.ts';
import { createTemporaryDirectory } from '../support/temporary-directory.ts';

const directory = createTemporaryDirectory();
let server: RunningServer;
let token: string;

beforeAll(async () => {
  server = await startServer({ data: directory.path }, 'serve');
  token = server.administratorToken ?? '';
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  directory[Symbol.dispose]();
});

function grant(asked: Call) {
  return call(`${server.baseUrl}/site/oauth2/access_token`, { method: 'POST', ...asked });
}

describe('an OAuth 2 client gets the access token that is its secret', () => {
  test.each([
    ['as Basic authentication', () => ({ headers: { authorization: basic('administrator', token) } })],
    ['in the body', () => ({ form: { client_id: 'administrator', client_secret: token } })],
  ])('with id and secret %s', async (_, credentials) => {
    const { form, ...rest } = { form: {}, ...credentials() };

    const { status, headers, body } = await grant({ form: { grant_type: 'client_credentials', ...form }, ...rest });

    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body).toEqual({
      access_token: token,
      token_type: 'bearer',
      expires_in: 7200,
      refresh_token: token,
      scopes: 'repository:write pullrequest:write webhook account',
      state: 'client_credentials',
    });
    const authorization = `Bearer ${body.access_token}`;
    expect((await call(`${server.baseUrl}/2.0/user`, { headers: { authorization } })).status).toBe(200);
  });
});

describe('an OAuth 2 client is refused', () => {
  test('with a secret that is no access token', async () => {
    const headers = { authorization: basic('ci', 'wrong') };

    const answer = await grant({ form: { grant_type: 'client_credentials' }, headers });

    expect([answer.status, answer.body.error]).toEqual([401, 'invalid_client']);
    expect(answer.headers.get('www-authenticate')).toBe('Basic realm="Signalbox"');
  });

  test('with a grant that there is not', async () => {
    const { status, body } = await grant({ form: { grant_type: 'password' } });

    expect([status, body.error]).toEqual([400, 'unsupported_grant_type']);
  });

  test.each([
    ['JSON that is none', { raw: '{', headers: { 'content-type': 'application/json' } }],
    ['an array', { json: [] }],
    [
      'a member twice',
      { raw: 'client_id=a&client_id=b', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
    ],
  ])('with %s, as any other request is', async (_, asked) => {
    const { status, body } = await grant(asked);

    expect(status).toBe(400);
    expect(body).toMatchObject({ type: 'error', error: { message: expect.any(String) } });
  });
});
