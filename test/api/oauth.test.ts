import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { basic, type Call, call } from '../support/call.ts';
import { startServer } from '../support/start-server.ts';
import { type ServingServer, startServing } from '../support/start-serving.ts';

let server: ServingServer;
let admin: Record<string, string>;
let client: Consumer;

interface Consumer {
  readonly key: string;
  readonly secret: string;
}

beforeAll(async () => {
  server = await startServing({ logLevel: 'silent' });
  admin = { authorization: `Bearer ${server.administratorToken}` };
  await server.access.account({ name: 'sonar' });
  client = await makeConsumer({ scopes: ['webhook', 'account'] });
});
afterAll(() => server[Symbol.asyncDispose]());

async function makeConsumer(wish: object): Promise<Consumer> {
  const json = { account: 'sonar', ...wish };
  return (await call(`${server.baseUrl}/signalbox/1/consumers`, { method: 'POST', json, headers: admin })).body;
}

function grant(asked: Call) {
  return call(`${server.baseUrl}/site/oauth2/access_token`, { method: 'POST', ...asked });
}

/** By Basic authentication, as the documentation of Bitbucket has it. */
function grantTo({ key, secret }: Consumer, form: Record<string, string> = {}) {
  const headers = { authorization: basic(key, secret) };
  return grant({ form: { grant_type: 'client_credentials', ...form }, headers });
}

function refresh(consumer: Consumer, refreshToken: string) {
  return grantTo(consumer, { grant_type: 'refresh_token', refresh_token: refreshToken });
}

function askWith(token: string) {
  return call(`${server.baseUrl}/2.0/user`, { headers: { authorization: `Bearer ${token}` } });
}

describe('a consumer gets an access token', () => {
  test.each([
    ['as Basic authentication', ({ key, secret }: Consumer) => ({ headers: { authorization: basic(key, secret) } })],
    ['in the body', ({ key, secret }: Consumer) => ({ form: { client_id: key, client_secret: secret } })],
    ['with braces', ({ key, secret }: Consumer) => ({ form: { client_id: `{${key}}`, client_secret: secret } })],
  ])('with key and secret %s, and is answered exactly as recorded', async (_, credentials) => {
    const { form, ...rest } = { form: {}, ...credentials(client) };

    const { status, headers, body } = await grant({ form: { grant_type: 'client_credentials', ...form }, ...rest });

    expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(body).toEqual({
      scopes: 'webhook account',
      access_token: expect.stringMatching(/^sbx_/),
      expires_in: 7200,
      token_type: 'bearer',
      state: 'client_credentials',
      refresh_token: expect.stringMatching(/^sbx_/),
    });
    expect(new Set([body.access_token, body.refresh_token, client.secret]).size).toBe(3);
    expect((await askWith(body.access_token)).body).toMatchObject({ username: 'sonar' });
  });

  test('with a refresh token, which it keeps', async () => {
    const first = (await grantTo(client)).body;

    const { status, body } = await refresh(client, first.refresh_token);

    expect(status).toBe(200);
    expect(body).toMatchObject({ state: 'refresh_token', expires_in: 7200, refresh_token: first.refresh_token });
    expect(body.access_token).not.toBe(first.access_token);
    expect((await askWith(body.access_token)).status).toBe(200);
    expect((await askWith(first.access_token)).status).toBe(200);
  });

  test('that may do what the consumer may, and nothing else', async () => {
    const { body } = await grantTo(client);
    const headers = { authorization: `Bearer ${body.access_token}` };

    const { status, body: answer } = await call(`${server.baseUrl}/signalbox/1/tokens`, {
      method: 'POST',
      json: { scopes: ['webhook'] },
      headers,
    });

    expect([status, answer.error.detail]).toEqual([
      403,
      { required: ['account:write'], granted: ['webhook', 'account'] },
    ]);
  });

  test('that lives no longer than the consumer', async () => {
    const short = await makeConsumer({ scopes: ['account'], expires: '1h' });

    const { body } = await grantTo(short);

    expect(body.expires_in).toBeGreaterThan(3500);
    expect(body.expires_in).toBeLessThanOrEqual(3600);
  });

  test('until the consumer is revoked: with it ends all that it was given', async () => {
    const doomed = await makeConsumer({ scopes: ['account'] });
    const { body } = await grantTo(doomed);
    expect((await askWith(body.access_token)).status).toBe(200);

    await call(`${server.baseUrl}/signalbox/1/consumers/${doomed.key}`, { method: 'DELETE', headers: admin });

    expect((await askWith(body.access_token)).status).toBe(401);
    expect((await grantTo(doomed)).status).toBe(401);
    expect((await refresh(doomed, body.refresh_token)).status).toBe(401);
  });
});

test('an access token that has expired says how to get another, in Bitbucket’s words; others that count no more do not', async () => {
  const expired = { account: 'sonar', scopes: ['account'], expiresOn: 2 } as const;
  const access = await server.access.token({ ...expired, kind: 'access' });
  const token = await server.access.token(expired);

  const answers = [await askWith(access.secret), await askWith(token.secret)];

  expect(answers.map(({ status, body }) => [status, body.error.message])).toEqual([
    [401, 'Access token expired. Use your refresh token to obtain a new access token.'],
    [401, 'Token is invalid, expired, or not supported for this endpoint.'],
  ]);
});

test('a secret and a refresh token let nobody in', async () => {
  const { body } = await grantTo(client);

  expect((await askWith(client.secret)).status).toBe(401);
  expect((await askWith(body.refresh_token)).status).toBe(401);
});

describe('an OAuth 2 client is refused', () => {
  const strangers: readonly (readonly [string, () => Consumer | Promise<Consumer>])[] = [
    ['with a wrong secret', () => ({ ...client, secret: 'sbx_wrong' })],
    [
      'with the key of another consumer',
      async () => ({ ...client, key: (await makeConsumer({ scopes: ['account'] })).key }),
    ],
    ['with the name of its account in place of the key', () => ({ ...client, key: 'sonar' })],
    ['without a key', () => ({ ...client, key: '' })],
    ['with an access token of the server', () => ({ key: 'administrator', secret: server.administratorToken ?? '' })],
  ];

  test.each(strangers)('%s', async (_, stranger) => {
    const answer = await grantTo(await stranger());

    expect([answer.status, answer.body.error]).toEqual([401, 'invalid_client']);
    expect(answer.headers.get('www-authenticate')).toBe('Basic realm="Signalbox"');
  });

  test('without any secret', async () => {
    const answer = await grant({ form: { grant_type: 'client_credentials' } });

    expect([answer.status, answer.body.error]).toEqual([401, 'invalid_client']);
  });

  test('with a grant that there is not', async () => {
    const { status, body } = await grant({ form: { grant_type: 'password' } });

    expect([status, body.error]).toEqual([400, 'unsupported_grant_type']);
  });

  test('with what is no refresh token of this client, or has expired', async () => {
    const other = await makeConsumer({ scopes: ['account'] });
    const { access_token: accessToken, refresh_token: othersToken } = (await grantTo(other)).body;

    for (const token of [othersToken, accessToken, client.secret, 'sbx_wrong', `${server.administratorToken}`]) {
      const { status, body } = await refresh(client, token);
      expect([status, body.error]).toEqual([400, 'invalid_grant']);
    }
    const { status, body } = await refresh(client, '');
    expect([status, body.error]).toEqual([400, 'invalid_request']);
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

test('in development, any client gets something that works', async () => {
  await using dev = await startServer();
  const form = { grant_type: 'client_credentials', client_id: 'ci', client_secret: 'anything' };

  const { status, body } = await call(`${dev.baseUrl}/site/oauth2/access_token`, { method: 'POST', form });

  expect([status, body.token_type, body.expires_in]).toEqual([200, 'bearer', 7200]);
  const headers = { authorization: `Bearer ${body.access_token}` };
  expect((await call(`${dev.baseUrl}/2.0/user`, { headers })).status).toBe(200);
});
