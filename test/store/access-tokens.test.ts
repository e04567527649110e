import { expect, test } from 'vitest';
import type { NewAccessToken } from '../../src/store/access-token-store.ts';
import type { NewAccount } from '../../src/store/account-store.ts';
import type { Store } from '../../src/store/store.ts';
import { addRepository, describeStores, newUuid } from '../support/describe-stores.ts';

let lastHash = 0;

function newHash(): Uint8Array {
  lastHash += 1;
  return new Uint8Array(32).fill(lastHash);
}

function newAccount(account: Partial<NewAccount> = {}): NewAccount {
  return { uuid: newUuid(), kind: 'service', name: 'ci', displayName: 'CI', createdOn: 1, permissions: [], ...account };
}

function newToken(token: Partial<NewAccessToken> = {}): Omit<NewAccessToken, 'accountId'> {
  return {
    uuid: newUuid(),
    kind: 'token',
    name: 'a token',
    place: { kind: 'server' },
    scopes: ['buildstatus:write'],
    hash: newHash(),
    createdOn: 5,
    ...token,
  };
}

async function addAccount(store: Store, account: Partial<NewAccount> = {}): Promise<number> {
  const added = await store.accounts.addAccount(newAccount(account));
  if (added === 'taken') throw new Error('The name is taken.');
  return added.id;
}

describeStores((current) => {
  test('a first access token is taken once, with its account', async () => {
    const { store } = current();
    const first = newToken({ scopes: ['repository:admin', 'webhook'] });

    expect(await store.accessTokens.addFirstAccessToken({ account: newAccount(), token: first })).toBe(true);
    expect(await store.accessTokens.addFirstAccessToken({ account: newAccount(), token: newToken() })).toBe(false);
    const found = await store.accessTokens.findAccessToken(first.hash);
    expect(found).toMatchObject({
      token: { uuid: first.uuid, scopes: first.scopes, place: first.place, account: { name: 'ci', isActive: true } },
      permissions: [],
    });
    expect(new Uint8Array(found?.hash ?? [])).toEqual(first.hash);
    expect(await store.accessTokens.findAccessToken(new Uint8Array(32))).toBeUndefined();
  });

  test('an access token is found with all that decides about it', async () => {
    const { store } = current();
    const repository = await addRepository(store, 'widgets');
    const permissions = [
      { level: 'read', place: { kind: 'server' } },
      { level: 'write', place: { kind: 'workspace', workspaceId: repository.workspace.id } },
      { level: 'admin', place: { kind: 'repository', repositoryId: repository.id } },
    ] as const;
    const accountId = await addAccount(store, { kind: 'user', email: 'jane@example.org', permissions });
    const token = newToken({
      place: { kind: 'repository', repositoryId: repository.id },
      keyPatterns: ['ci/*'],
      expiresOn: 99,
    });

    const { hash, ...shown } = token;
    expect(await store.accessTokens.addAccessToken({ ...token, accountId })).toMatchObject(shown);
    const found = await store.accessTokens.findAccessToken(hash);
    expect(found?.token).toMatchObject({ ...shown, account: { kind: 'user', email: 'jane@example.org' } });
    expect(new Set(found?.permissions)).toEqual(new Set(permissions));
    const named = { ...found, token: { ...found?.token, placeName: 'acme/widgets' } };
    expect(await store.accessTokens.findAccessTokenByUuid(token.uuid)).toEqual(named);
  });

  test('access tokens of a kind and an account are listed, newest first, with the name of where they count', async () => {
    const { store } = current();
    const repository = await addRepository(store, 'widgets');
    const [ci, other] = [await addAccount(store), await addAccount(store, { name: 'other' })];
    const places = [
      { kind: 'server' },
      { kind: 'workspace', workspaceId: repository.workspace.id },
      { kind: 'repository', repositoryId: repository.id },
    ] as const;
    for (const place of places) await store.accessTokens.addAccessToken({ ...newToken({ place }), accountId: ci });
    await store.accessTokens.addAccessToken({ ...newToken({ kind: 'consumer' }), accountId: ci });
    await store.accessTokens.addAccessToken({ ...newToken({ expiresOn: 50 }), accountId: other });

    const list = async (query: { readonly accountId?: number; readonly validAt?: number }) =>
      store.accessTokens.listAccessTokens({ kind: 'token', offset: 0, limit: 10, ...query });
    const { values, size } = await list({ accountId: ci });
    const { slug } = repository.workspace;
    expect([size, values.map(({ placeName }) => placeName)]).toEqual([3, [`${slug}/widgets`, slug, undefined]]);
    expect((await list({})).size).toBe(4);
    expect((await list({ validAt: 49 })).size).toBe(4);
    expect((await list({ validAt: 50 })).size).toBe(3);
  });

  test('a revoked access token is found as such, and revoked once', async () => {
    const { store } = current();
    const token = newToken();
    await store.accessTokens.addAccessToken({ ...token, accountId: await addAccount(store) });

    expect(await store.accessTokens.revokeAccessToken({ uuid: token.uuid, at: 70 })).toMatchObject({ revokedOn: 70 });
    expect(await store.accessTokens.revokeAccessToken({ uuid: token.uuid, at: 71 })).toBeUndefined();
    expect((await store.accessTokens.findAccessToken(token.hash))?.token.revokedOn).toBe(70);
    expect((await store.accessTokens.listAccessTokens({ kind: 'token', validAt: 1, offset: 0, limit: 9 })).size).toBe(
      0,
    );
  });

  test('what an OAuth consumer was given ends with it, and goes when it has expired', async () => {
    const { store } = current();
    const accountId = await addAccount(store);
    const consumer = newToken({ kind: 'consumer' });
    await store.accessTokens.addAccessToken({ ...consumer, accountId });
    const give = async (token: Omit<NewAccessToken, 'accountId'>) => {
      await store.accessTokens.addAccessToken({ ...token, accountId, consumerUuid: consumer.uuid });
      return token.hash;
    };
    const short = await give(newToken({ kind: 'access', createdOn: 10, expiresOn: 20 }));
    const long = await give(newToken({ kind: 'access', createdOn: 20, expiresOn: 200 }));

    expect(await store.accessTokens.findAccessToken(short)).toBeUndefined();
    const { uuid = '' } = (await store.accessTokens.findAccessToken(long))?.token ?? {};
    expect((await store.accessTokens.findAccessTokenByUuid(uuid))?.consumerUuid).toBe(consumer.uuid);
    expect((await store.accessTokens.findAccessTokenByUuid(consumer.uuid))?.consumerUuid).toBeUndefined();
    await store.accessTokens.revokeAccessToken({ uuid: consumer.uuid, at: 30 });
    expect(await store.accessTokens.findAccessToken(long)).toBeUndefined();
    await expect(give(newToken({ kind: 'access' }))).rejects.toMatchObject({ code: 'not_found' });
  });

  test('the last use of an access token is remembered', async () => {
    const { store } = current();
    const token = newToken();
    await store.accessTokens.addAccessToken({ ...token, accountId: await addAccount(store) });
    await store.accessTokens.touchAccessToken({ uuid: token.uuid, at: 80 });

    expect((await store.accessTokens.findAccessToken(token.hash))?.token.lastUsedOn).toBe(80);
  });

  test('an access token that is bound to a repository goes with it', async () => {
    const { store } = current();
    const { id: repositoryId } = await addRepository(store, 'widgets');
    const place = { kind: 'repository', repositoryId } as const;
    const accountId = await addAccount(store, { permissions: [{ level: 'read', place }] });
    const token = newToken({ place });
    await store.accessTokens.addAccessToken({ ...token, accountId });
    await store.repositories.removeRepository({ repositoryId, at: 60 });

    expect(await store.accessTokens.findAccessToken(token.hash)).toBeUndefined();
    expect(await store.accounts.listPermissions(accountId)).toEqual([]);
  });
});
