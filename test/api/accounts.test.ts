import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Scope } from '../../src/domain/scope.ts';
import { type Call, call } from '../support/call.ts';
import { type ServingServer, startServing } from '../support/start-serving.ts';

let server: ServingServer;
let accounts: string;
let admin: Record<string, string>;

beforeAll(async () => {
  server = await startServing();
  accounts = `${server.baseUrl}/signalbox/1/accounts`;
  admin = { authorization: `Bearer ${server.administratorToken}` };
  await server.access.repository('acme/widgets', { isPrivate: true });
});
afterAll(() => server[Symbol.asyncDispose]());

function create(json: object, headers = admin) {
  return call(accounts, { method: 'POST', json, headers });
}

function ask(path: string, asked: Call = {}) {
  return call(`${accounts}${path}`, { headers: admin, ...asked });
}

async function headersWith(...scopes: readonly Scope[]) {
  return (await server.access.token({ account: 'helper', scopes })).headers;
}

describe('an account', () => {
  test('is created with permissions, found by name, address and UUID, and listed', async () => {
    const { status, headers, body } = await create({
      name: 'Jane',
      display_name: 'Jane Doe',
      email: 'Jane@Example.org',
      permissions: [{ level: 'write', repository: 'acme/widgets' }, { level: 'read' }],
    });

    expect([status, headers.get('location')]).toEqual([201, `${accounts}/jane`]);
    expect(body).toEqual({
      type: 'account',
      uuid: expect.stringMatching(/^\{[\da-f-]{36}\}$/),
      name: 'jane',
      kind: 'user',
      display_name: 'Jane Doe',
      email: 'jane@example.org',
      is_active: true,
      created_on: expect.any(String),
      permissions: expect.arrayContaining([
        { level: 'write', repository: 'acme/widgets', workspace: null },
        { level: 'read', repository: null, workspace: null },
      ]),
      links: { self: { href: `${accounts}/jane` } },
    });
    for (const name of ['JANE', 'jane@example.org', encodeURIComponent(body.uuid)]) {
      expect((await ask(`/${name}`)).body).toEqual(body);
    }
    const { permissions: _, ...summary } = body;
    expect((await ask('?pagelen=100')).body.values).toContainEqual(summary);
  });

  test('is changed by the members that are sent', async () => {
    await create({ name: 'changing', email: 'changing@example.org' });

    const renamed = await ask('/changing', { method: 'PUT', json: { display_name: 'Somebody' } });
    const stripped = await ask('/changing', { method: 'PUT', json: { email: null, is_active: false } });

    expect(renamed.body).toMatchObject({ display_name: 'Somebody', email: 'changing@example.org', is_active: true });
    expect(stripped.body).toMatchObject({ display_name: 'Somebody', email: null, is_active: false });
  });

  test('that is made inactive is let in no more by any of its tokens, and by all of them once it is active again', async () => {
    const { headers } = await server.access.token({ account: 'sleepy', scopes: ['account'] });
    const isLetIn = async () => (await call(`${server.baseUrl}/2.0/user`, { headers })).status === 200;

    expect(await isLetIn()).toBe(true);
    await ask('/sleepy', { method: 'PUT', json: { is_active: false } });
    expect(await isLetIn()).toBe(false);
    await ask('/sleepy', { method: 'PUT', json: { is_active: true } });
    expect(await isLetIn()).toBe(true);
  });

  test('has permissions that are set and taken away, one place after the other', async () => {
    await create({ name: 'bob' });
    const permit = (json: object) => ask('/bob/permissions', { method: 'PUT', json });

    await permit({ level: 'read', workspace: 'acme' });
    await permit({ level: 'write', workspace: 'acme' });
    const both = await permit({ level: 'admin', repository: 'acme/widgets' });
    const one = await permit({ level: 'none', workspace: 'acme' });

    expect(both.body.permissions).toHaveLength(2);
    expect(one.body.permissions).toEqual([{ level: 'admin', repository: 'acme/widgets', workspace: null }]);
  });

  test('may be looked at by nobody without the scope for it, nor by a token of its own', async () => {
    const { headers } = await server.access.token({ account: 'curious', scopes: ['webhook'] });

    for (const path of ['/curious', '/helper', '/nobody-at-all', '']) {
      const { status, body } = await ask(path, { headers });
      expect([path, status, body.error.detail]).toEqual([
        path,
        403,
        { required: ['account:write'], granted: ['webhook'] },
      ]);
    }
  });

  test('has a password that nobody is shown', async () => {
    await create({ name: 'typist' });

    const set = await ask('/typist/password', { method: 'PUT', json: { password: 'correct horse battery' } });

    expect([set.status, set.body]).toEqual([204, '']);
    expect(JSON.stringify((await ask('/typist')).body)).not.toMatch(/password|scrypt|horse/);
    const { id = 0 } = (await server.access.store.accounts.findAccount('typist')) ?? {};
    expect(await server.access.store.accounts.findPasswordHash(id)).toMatch(/^\$scrypt\$ln=15,/);
  });
});

const wrong: readonly (readonly [string, object, Record<string, string>])[] = [
  ['no name', {}, { name: 'This field is required.' }],
  ['a name that cannot be one', { name: 'a/b' }, { name: 'The name of an account is 1 to 62' }],
  ['a name that stands for nobody', { name: 'x-token-auth' }, { name: 'reserved' }],
  ['an address that is none', { name: 'x', email: 'x' }, { email: 'Enter an e-mail address' }],
  ['a kind that there is not', { name: 'x', kind: 'robot' }, { kind: 'robot is not one of the available choices' }],
  ['a name of two lines', { name: 'x', display_name: 'a\nb' }, { display_name: 'no control characters' }],
  ['a level that there is not', { name: 'x', permissions: [{ level: 'owner' }] }, { 'permissions.0.level': 'owner' }],
  [
    'permissions of a service',
    { name: 'x', kind: 'service', permissions: [{ level: 'read' }] },
    { permissions: 'tokens' },
  ],
];

test.each(wrong)('an account with %s is refused, and not made', async (_, json, fields) => {
  const { status, body } = await create(json);

  expect(status).toBe(400);
  for (const [field, message] of Object.entries(fields)) expect(body.error.fields[field][0]).toContain(message);
  expect((await ask('/x')).status).toBe(404);
});

test('a name and an address belong to one account', async () => {
  await create({ name: 'first', email: 'first@example.org' });
  await create({ name: 'second' });

  expect((await create({ name: 'FIRST' })).body.error.fields.name[0]).toContain('Another account');
  expect((await create({ name: 'third', email: 'First@example.org' })).status).toBe(400);
  const change = await ask('/second', { method: 'PUT', json: { email: 'first@example.org' } });
  expect([change.status, change.body.error.fields.email[0]]).toEqual([400, 'Another account has this e-mail address.']);
});

test('prototypes are no members', async () => {
  const raw = '{"name":"proto","__proto__":{"kind":"service"},"constructor":{"prototype":{"email":"a@b"}}}';

  const { status, body } = await call(accounts, {
    method: 'POST',
    raw,
    headers: { ...admin, 'content-type': 'application/json' },
  });

  expect(status === 400 || body.kind === 'user').toBe(true);
  expect(Object.prototype).not.toHaveProperty('kind');
});

const managing: readonly (readonly [string, string, object | undefined])[] = [
  ['POST', '', { name: 'intruder' }],
  ['PUT', '/helper', { display_name: 'x' }],
  ['PUT', '/helper/permissions', { level: 'read' }],
  ['PUT', '/helper/password', { password: 'correct horse battery' }],
];

test.each(managing)(
  '%s %s of accounts takes the scope account:write, and an account that looks at accounts has it not',
  async (method, path, json) => {
    const headers = await headersWith('account', 'repository:admin');

    const { status, body } = await ask(path, { method, json, headers });

    expect([status, body.error.detail]).toEqual([
      403,
      { required: ['account:write'], granted: ['account', 'repository:admin'] },
    ]);
    expect((await ask(path, { method, json, headers: {} })).status).toBe(401);
  },
);
