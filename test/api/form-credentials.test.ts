import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { everything } from '../../src/domain/everything.ts';
import { registerAuthentication } from '../../src/http/authentication.ts';
import { buildUrl } from '../support/addresses.ts';
import { type Call, call } from '../support/call.ts';
import { createLoggingApp } from '../support/logging-app.ts';
import { type ServingServer, startServing } from '../support/start-serving.ts';

let server: ServingServer;
let token: string;

beforeAll(async () => {
  server = await startServing({ logLevel: 'silent' });
  await server.access.repository('acme/widgets', { isPrivate: true });
  token = (await server.access.token({ account: 'ci', scopes: ['buildstatus:write'], at: 'acme/widgets' })).secret;
});
afterAll(() => server[Symbol.asyncDispose]());

const status = { key: 'ci', state: 'SUCCESSFUL' };

function post(asked: Call) {
  return call(buildUrl(server.baseUrl), { method: 'POST', ...asked });
}

describe('an access token as the member of a form', () => {
  test('lets its holder in, by POST and by PUT, and is no member of what is kept', async () => {
    const posted = await post({ form: { ...status, access_token: token } });
    const put = await call(buildUrl(server.baseUrl, { key: 'ci' }), {
      method: 'PUT',
      form: { state: 'FAILED', access_token: token },
    });

    expect([posted.status, put.status, put.body.state]).toEqual([201, 200, 'FAILED']);
    expect(JSON.stringify([posted.body, put.body])).not.toContain(token);
  });

  const refusals: readonly (readonly [string, () => Call])[] = [
    ['a wrong one', () => ({ form: { ...status, access_token: 'sbx_wrong' } })],
    ['an empty one', () => ({ form: { ...status, access_token: '' } })],
    ['one that is sent twice', () => ({ ...formOf(`key=x&state=FAILED&access_token=${token}&access_token=${token}`) })],
    ['none', () => ({ form: status })],
    ['one in JSON', () => ({ json: { ...status, access_token: token } })],
    [
      'a right one beside a wrong header, which wins',
      () => ({ form: { ...status, access_token: token }, headers: { authorization: 'Bearer wrong' } }),
    ],
  ];

  test.each(refusals)('lets nobody in with %s', async (_, asked) => {
    const answer = await post(asked());

    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Basic realm="Signalbox"']);
  });

  test('does no more than it may, and a right header needs none', async () => {
    const settings = { method: 'PUT', form: { name: 'mine', access_token: token } };
    const headers = { authorization: `Bearer ${token}` };

    expect((await call(`${server.baseUrl}/2.0/repositories/acme/widgets`, settings)).status).toBe(403);
    expect((await post({ form: { ...status, access_token: 'wrong' }, headers })).status).toBe(200);
  });

  test('is not waited for where no form is taken', async () => {
    const url = `${server.baseUrl}/signalbox/1/repositories/acme/widgets/statuses/batch`;

    expect((await call(url, { method: 'POST', form: { access_token: token } })).status).toBe(401);
    expect((await call(`${server.baseUrl}/2.0/none`, { method: 'POST', form: { a: 'b' } })).status).toBe(401);
    expect((await call(`${server.baseUrl}/2.0/none`, { method: 'POST', form: { access_token: token } })).status).toBe(
      404,
    );
  });
});

function formOf(raw: string): Call {
  return { raw, headers: { 'content-type': 'application/x-www-form-urlencoded' } };
}

test('no line of the log shows the token of a form, whatever breaks', async () => {
  const { app, log } = await createLoggingApp(false);
  registerAuthentication(app, async (_request, _reply, credentials) => ({
    name: credentials && 'token' in credentials ? 'ci' : undefined,
    grants: everything,
  }));
  app.post('/2.0/breaks', async ({ body }) => {
    throw new Error(`no luck with ${JSON.stringify(body)}`);
  });
  const inject = (body: string) =>
    app.inject({
      method: 'POST',
      url: '/2.0/breaks',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body,
    });

  const answers = [await inject('key=ci&access_token=secret'), await inject('key=%FF&access_token=secret')];
  await app.close();

  expect(answers.map(({ statusCode }) => statusCode)).toEqual([500, 400]);
  expect(log()).toContain('no luck with {');
  expect(log()).toContain('ci');
  expect(log()).not.toContain('secret');
});
