import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PermissionLevel } from '../../src/domain/permission.ts';
import { type Scope, scopes } from '../../src/domain/scope.ts';
import type { TokenToMake } from '../support/access.ts';
import { type Call, call } from '../support/call.ts';
import { type ServingServer, startServing } from '../support/start-serving.ts';

// Nobody gets more rights than they have by making tokens, accounts and permissions, or by taking over accounts.

let server: ServingServer;

beforeAll(async () => {
  server = await startServing();
  for (const name of ['acme/widgets', 'acme/gadgets', 'beta/widgets']) {
    await server.access.repository(name, { isPrivate: true });
  }
  await server.access.account({ name: 'target' });
  for (const [name, level] of [
    ['chief', 'admin'],
    ['reader', 'read'],
  ] as const) {
    await server.access.account({ name, kind: 'user', permissions: [permission(level)] });
  }
});
afterAll(() => server[Symbol.asyncDispose]());

function permission(level: PermissionLevel) {
  return { level, place: { kind: 'server' as const } };
}

async function askAs(maker: Omit<TokenToMake, 'account'> & { readonly account?: string }, path: string, asked: Call) {
  const { headers } = await server.access.token({ account: 'maker', ...maker });
  return call(`${server.baseUrl}/signalbox/1${path}`, { headers, ...asked });
}

const manager: readonly Scope[] = ['account:write', 'repository:write', 'webhook'];

describe('a token is refused that would be', () => {
  const everyOther = scopes.filter(
    (scope) => !['account', 'repository', 'buildstatus:write', ...manager].includes(scope),
  );

  test.each(everyOther)('good for %s, which its maker is not', async (scope) => {
    const json = { account: 'target', scopes: [scope] };

    const { status, body } = await askAs({ scopes: manager }, '/tokens', { method: 'POST', json });

    expect([status, body.error.message]).toEqual([403, expect.stringContaining('what you do not have there')]);
    expect(body.error.detail).toMatchObject({ required: expect.arrayContaining([scope]), granted: manager });
  });

  test('good for what a broader scope implies, and its maker lacks', async () => {
    const json = { account: 'target', scopes: ['pullrequest:write', 'account'] };

    const { status, body } = await askAs({ scopes: ['account:write', 'pullrequest'] }, '/tokens', {
      method: 'POST',
      json,
    });

    expect([status, body.error.detail.required]).toEqual([
      403,
      ['pullrequest:write', 'repository:write', 'buildstatus:write'],
    ]);
  });

  const keyed = { scopes: ['account:write', 'buildstatus:write'] as const, keyPatterns: ['ci/*'] };
  const keys: readonly (readonly [string, object])[] = [
    ['any key', {}],
    ['all keys', { keys: ['*'] }],
    ['more keys', { keys: ['ci*'] }],
    ['other keys', { keys: ['deploy'] }],
    ['one key too many', { keys: ['ci/lint', 'deploy'] }],
    ['a way out', { keys: ['ci/../*'] }],
    ['other letters', { keys: ['CI/*'] }],
  ];

  test.each(keys)('for %s, when its maker is for ci/*', async (_, wish) => {
    const json = { account: 'target', scopes: ['buildstatus:write'], ...wish };

    const { status, body } = await askAs(keyed, '/tokens', { method: 'POST', json });

    expect([status, body.error.detail]).toEqual([403, 'Your credentials cover the keys ci/*.']);
  });

  test('for certain keys, and so could overwrite what others have reported, when its maker cannot', async () => {
    const json = { account: 'target', scopes: ['buildstatus:write'], keys: ['*'] };

    const { status, body } = await askAs({ scopes: manager }, '/tokens', { method: 'POST', json });

    expect([status, body.error.detail.required]).toEqual([403, ['repository:admin']]);
  });

  const ends: readonly (readonly [string, object])[] = [
    ['never', {}],
    ['later', { expires: '2w' }],
  ];

  test.each(ends)('good for ever: it ends %s, and its maker in a week', async (_, wish) => {
    const expiresOn = (Date.now() + 7 * 24 * 3_600_000) * 1000;
    const json = { account: 'target', scopes: ['webhook'], ...wish };

    const { status, body } = await askAs({ scopes: manager, expiresOn }, '/tokens', { method: 'POST', json });

    expect([status, body.error.message]).toEqual([403, 'A token makes none that lives longer than itself.']);
  });

  test('but one that ends with its maker, does less, and is for fewer keys is made', async () => {
    const expiresOn = (Date.now() + 7 * 24 * 3_600_000) * 1000;
    const json = {
      account: 'target',
      repository: 'acme/widgets',
      scopes: ['buildstatus:write'],
      keys: ['ci/js/*'],
      expires: '1d',
    };

    expect((await askAs({ ...keyed, expiresOn }, '/tokens', { method: 'POST', json })).status).toBe(201);
  });
});

const bound: readonly (readonly [string, string, object])[] = [
  ['the server', 'acme', {}],
  ['its own workspace', 'acme/widgets', { workspace: 'acme' }],
  ['another workspace', 'acme', { workspace: 'beta' }],
  ['another repository', 'acme/widgets', { repository: 'acme/gadgets' }],
  ['itself: accounts are the server’s', 'acme/widgets', { repository: 'acme/widgets' }],
];

test.each(bound)('a token for %s is not made by one of %s', async (_, at, where) => {
  const json = { account: 'maker', scopes: ['buildstatus:write'], ...where };

  const { status, body } = await askAs({ scopes, at }, '/tokens', { method: 'POST', json });

  expect([status, body.error.detail]).toEqual([403, { required: ['account:write'], granted: [] }]);
});

test('a token of a CI job makes none at all, not even like itself', async () => {
  const ci = { scopes: ['buildstatus:write'] as const, at: 'acme/widgets', keyPatterns: ['ci/*'] };
  const json = { repository: 'acme/widgets', scopes: ['buildstatus:write'], keys: ['ci/*'] };

  for (const path of ['/tokens', '/consumers']) {
    const { status, body } = await askAs(ci, path, { method: 'POST', json });
    expect([path, status, body.error.detail.required]).toEqual([path, 403, ['account:write']]);
  }
});

test('a token of a user does no more than the user may: a reader’s, made by an administrator, manages nothing', async () => {
  const reader = { account: 'reader', scopes };

  const made = await askAs(reader, '/tokens', { method: 'POST', json: { account: 'reader', scopes: ['repository'] } });

  expect([made.status, made.body.error.detail.required]).toEqual([403, ['account:write']]);
});

describe('a manager of accounts who may do little else', () => {
  const lesser = { scopes: ['account:write', 'repository'] as const };

  test.each([
    [
      'write on the whole server',
      { level: 'write' },
      ['pullrequest:write', 'pullrequest', 'repository:write', 'buildstatus:write'],
    ],
    [
      'admin of a repository',
      { level: 'admin', repository: 'acme/widgets' },
      ['repository:admin', 'pullrequest:write', 'webhook'],
    ],
  ])('gives nobody the permission %s', async (_, json, required) => {
    await server.access.store.accounts.findAccount('reader');
    const set = await askAs(lesser, '/accounts/reader/permissions', { method: 'PUT', json });
    const made = await askAs(lesser, '/accounts', { method: 'POST', json: { name: 'puppet', permissions: [json] } });

    for (const { status, body } of [set, made]) {
      expect([status, body.error.detail.required]).toEqual([403, expect.arrayContaining([...required])]);
    }
    expect(await server.access.store.accounts.findAccount('puppet')).toBeUndefined();
  });

  test('with a token for certain keys gives no permission, which is for all of them', async () => {
    const keyed = { scopes, keyPatterns: ['ci/*'] };

    const { status } = await askAs(keyed, '/accounts/reader/permissions', { method: 'PUT', json: { level: 'write' } });

    expect(status).toBe(403);
  });

  const takeovers: readonly (readonly [string, string, string, object])[] = [
    ['the password of an administrator', 'PUT', '/accounts/chief/password', { password: 'correct horse battery' }],
    ['the address by which a provider knows an administrator', 'PUT', '/accounts/chief', { email: 'me@example.org' }],
    ['the activity of the first administrator', 'PUT', '/accounts/administrator', { is_active: true }],
  ];

  test.each(takeovers)('does not set %s', async (_, method, path, json) => {
    await server.access.store.accounts.changeAccount({ accountId: await idOf('administrator'), isActive: false });

    const { status, body } = await askAs(lesser, path, { method, json });

    expect([status, body.error.detail.required]).toEqual([403, expect.arrayContaining(['repository:admin'])]);
    expect(await server.access.store.accounts.findPasswordHash(await idOf('chief'))).toBeUndefined();
    expect((await server.access.store.accounts.findAccount('chief'))?.email).toBeUndefined();
    expect((await server.access.store.accounts.findAccount('administrator'))?.isActive).toBe(false);
  });

  test('sets no password: whoever has one may overwrite what its user has reported', async () => {
    await server.access.account({ name: 'newcomer', kind: 'user' });
    const json = { password: 'correct horse battery' };
    const set = (rights: { readonly scopes: readonly Scope[] }, name: string) =>
      askAs(rights, `/accounts/${name}/password`, { method: 'PUT', json });
    const administrator = { scopes: [...lesser.scopes, 'repository:admin'] as const };

    expect((await set(lesser, 'newcomer')).body.error.detail.required).toEqual(['repository:admin']);
    expect((await set(administrator, 'newcomer')).status).toBe(204);
    expect((await set(administrator, 'target')).status).toBe(400);
  });

  test('makes no token that speaks for another account, whose statuses it could overwrite', async () => {
    const speaker = { scopes: ['account:write', 'buildstatus:write'] as const };
    const make = (account: string, scopes: readonly Scope[]) =>
      askAs(speaker, '/tokens', { method: 'POST', json: { account, scopes } });

    const { status, body } = await make('target', ['buildstatus:write']);

    expect([status, body.error.detail.required]).toEqual([403, ['repository:admin']]);
    expect((await make('target', ['account'])).status).toBe(201);
  });
});

async function idOf(name: string): Promise<number> {
  return (await server.access.store.accounts.findAccount(name))?.id ?? 0;
}
