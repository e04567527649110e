import { afterAll, beforeAll, expect, test } from 'vitest';
import { call } from '../support/call.ts';
import { type ServingServer, startServing } from '../support/start-serving.ts';

let server: ServingServer;
let headers: { readonly authorization: string };

beforeAll(async () => {
  server = await startServing();
  headers = { authorization: `Bearer ${server.administratorToken}` };
  await server.access.repository('acme/widgets');
});
afterAll(() => server[Symbol.asyncDispose]());

async function send(method: string, path: string, json?: object) {
  const answer = await call(`${server.baseUrl}/signalbox/1/${path}`, { method, json, headers });
  expect(answer.status, `${method} ${path} ${JSON.stringify(answer.body)}`).toBeLessThan(300);
  return answer.body;
}

test('the audit tells of everything that is done to accounts, tokens and consumers, and holds no secret', async () => {
  const password = 'correct horse battery';
  await send('POST', 'accounts', { name: 'jane', email: 'jane@example.org', permissions: [{ level: 'read' }] });
  await send('PUT', 'accounts/jane', { display_name: 'Jane Doe', is_active: true });
  await send('PUT', 'accounts/jane/permissions', { level: 'write', repository: 'acme/widgets' });
  await send('PUT', 'accounts/jane/permissions', { level: 'none', repository: 'acme/widgets' });
  await send('PUT', 'accounts/jane/password', { password });
  await send('POST', 'accounts', { name: 'ci', kind: 'service' });
  const wish = { account: 'ci', scopes: ['buildstatus:write'], keys: ['ci/*'], repository: 'acme/widgets' };
  const token = await send('POST', 'tokens', { ...wish, name: 'of the job' });
  await send('DELETE', `tokens/${token.id}`);
  const consumer = await send('POST', 'consumers', { account: 'ci', scopes: ['repository'], name: 'a client' });
  await send('DELETE', `consumers/${consumer.key}`);

  const { values } = await send('GET', 'audit?pagelen=100');
  const told = values
    .map(({ action, subject, details }: Readonly<Record<string, unknown>>) => [action, subject, details])
    .toReversed()
    .slice(1);
  const ofToken = {
    name: 'of the job',
    account: 'ci',
    place: 'acme/widgets',
    scopes: wish.scopes,
    key_patterns: ['ci/*'],
  };
  const ofConsumer = { name: 'a client', account: 'ci', scopes: ['repository'] };
  expect(told).toEqual([
    [
      'account.created',
      'jane',
      { kind: 'user', display_name: 'jane', email: 'jane@example.org', permissions: ['read on the whole server'] },
    ],
    ['account.changed', 'jane', { display_name: 'Jane Doe', is_active: true }],
    ['permission.changed', 'jane', { place: 'in acme/widgets', level: 'write' }],
    ['permission.changed', 'jane', { place: 'in acme/widgets', level: 'none' }],
    ['account.changed', 'jane', { password_changed: true }],
    ['account.created', 'ci', { kind: 'service', display_name: 'ci' }],
    ['token.created', `{${token.id}}`, ofToken],
    ['token.revoked', `{${token.id}}`, ofToken],
    ['consumer.created', `{${consumer.key}}`, ofConsumer],
    ['consumer.revoked', `{${consumer.key}}`, ofConsumer],
  ]);
  expect(values[0]).toMatchObject({ account: { name: 'administrator' }, address: '127.0.0.1' });
  const text = JSON.stringify(values);
  for (const secret of [token.token, consumer.secret, password]) expect(text).not.toContain(secret);
});

test.each([
  ['PUT', 'accounts/nobody', { display_name: 'x' }],
  ['POST', 'accounts', { name: 'administrator', kind: 'user' }],
  ['POST', 'accounts', { name: 'x y' }],
  ['POST', 'tokens', { account: 'nobody', scopes: ['repository'] }],
  ['DELETE', 'tokens/00000000-0000-0000-0000-000000000000', undefined],
])('the audit tells nothing of %s %s that was refused', async (method, path, json) => {
  const before = (await send('GET', 'audit')).values[0];
  const { status } = await call(`${server.baseUrl}/signalbox/1/${path}`, { method, json, headers });

  expect(status).toBeOneOf([400, 404]);
  expect((await send('GET', 'audit')).values[0]).toEqual(before);
});

test.each([
  ['POST', 'tokens', { account: 'ci', scopes: ['repository'], repository: '' }],
  ['POST', 'tokens', { account: 'ci', scopes: ['repository'], workspace: '' }],
  ['POST', 'tokens', { account: 'ci', scopes: ['repository'], expires: '' }],
  ['PUT', 'accounts/jane/permissions', { level: 'admin', repository: '' }],
  ['PUT', 'accounts/jane/permissions', { level: 'admin', workspace: '' }],
])('an empty name of a place or a time gives no larger right: %s %s %j', async (method, path, json) => {
  const { status, body } = await call(`${server.baseUrl}/signalbox/1/${path}`, { method, json, headers });

  expect([status, body.type]).toEqual([400, 'error']);
});
