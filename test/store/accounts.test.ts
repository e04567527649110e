import { expect, test } from 'vitest';
import type { Account } from '../../src/domain/account.ts';
import type { NewAccount, OidcIdentity } from '../../src/store/account-store.ts';
import type { Store } from '../../src/store/store.ts';
import { addRepository, describeStores, newUuid } from '../support/describe-stores.ts';

async function add(store: Store, account: Partial<NewAccount> = {}) {
  const usual = {
    uuid: newUuid(),
    kind: 'user',
    name: 'jane',
    displayName: 'Jane',
    createdOn: 1,
    permissions: [],
  } as const;
  const added = await store.accounts.addAccount({ ...usual, ...account });
  if (added === 'taken') throw new Error('The name is taken.');
  return added;
}

const session = { hash: new Uint8Array(32).fill(1), createdOn: 10, expiresOn: 1000 };

describeStores((current) => {
  test('an account is found by its name and its address in any case, and by its UUID', async () => {
    const { store } = current();
    const jane = await add(store, { email: 'jane@example.org' });

    expect(jane).toMatchObject({ name: 'jane', email: 'jane@example.org', isActive: true });
    for (const identifier of ['jane', 'JANE', 'Jane@Example.org', jane.uuid, jane.uuid.toUpperCase()]) {
      expect(await store.accounts.findAccount(identifier)).toEqual(jane);
    }
    for (const identifier of ['jan', 'jane@', newUuid(), '']) {
      expect(await store.accounts.findAccount(identifier)).toBeUndefined();
    }
  });

  test('no two accounts have one name, or one address', async () => {
    const { store } = current();
    await add(store, { email: 'jane@example.org' });
    const joe = await add(store, { name: 'joe' });

    await expect(add(store)).rejects.toThrow('taken');
    await expect(add(store, { name: 'other', email: 'jane@example.org' })).rejects.toThrow('taken');
    expect(await store.accounts.changeAccount({ accountId: joe.id, email: 'jane@example.org' })).toBe('taken');
    expect(await store.accounts.changeAccount({ accountId: 9999, displayName: 'x' })).toBe('gone');
    expect((await store.accounts.listAccounts({ offset: 0, limit: 10 })).values.map(({ name }) => name)).toEqual([
      'jane',
      'joe',
    ]);
  });

  test('what is changed of an account is what was sent, and null clears', async () => {
    const { store } = current();
    const { id: accountId } = await add(store, { email: 'jane@example.org' });
    const change = (members: object) => store.accounts.changeAccount({ accountId, ...members });

    expect(await change({ displayName: 'J.' })).toMatchObject({ displayName: 'J.', email: 'jane@example.org' });
    expect(await change({ email: null })).toMatchObject({ displayName: 'J.', email: undefined });
    await change({ passwordHash: 'hash' });
    expect(await store.accounts.findPasswordHash(accountId)).toBe('hash');
    await change({ passwordHash: null });
    expect(await store.accounts.findPasswordHash(accountId)).toBeUndefined();
    const identity = { issuer: 'https://id.example.org', subject: '1' };
    await change({ oidcIdentity: identity });
    expect((await store.accounts.findOidcAccount(identity))?.id).toBe(accountId);
    expect(await store.accounts.findOidcAccount({ ...identity, subject: '2' })).toBeUndefined();
  });

  test('an identity belongs to one account, and an account to one identity', async () => {
    const { store } = current();
    const [one, two] = ['1', '2'].map((subject) => ({ issuer: 'https://id.example.org', subject })) as [
      OidcIdentity,
      OidcIdentity,
    ];
    const jane = await add(store, { oidcIdentity: one });
    const joe = await add(store, { name: 'joe' });
    const change = (account: Account, oidcIdentity: OidcIdentity | null) =>
      store.accounts.changeAccount({ accountId: account.id, oidcIdentity });

    expect((await store.accounts.findOidcAccount(one))?.name).toBe('jane');
    await expect(add(store, { name: 'other', oidcIdentity: one })).rejects.toThrow('taken');
    expect(await change(joe, one)).toBe('taken');
    expect(await change(jane, two)).toBe('taken');
    expect(await change(jane, one)).toMatchObject({ name: 'jane' });
    await change(jane, null);
    expect(await change(joe, one)).toMatchObject({ name: 'joe' });
    expect((await store.accounts.findOidcAccount(one))?.name).toBe('joe');
  });

  test('a permission is set, changed and taken away', async () => {
    const { store } = current();
    const repository = await addRepository(store, 'widgets');
    const { id: accountId } = await add(store);
    const place = { kind: 'repository', repositoryId: repository.id } as const;
    const set = (level: 'read' | 'admin' | undefined) => store.accounts.setPermission({ accountId, place, level });

    expect([await set('read'), await set('read'), await set('admin')]).toEqual([true, false, true]);
    const placeName = `${repository.workspace.slug}/widgets`;
    expect(await store.accounts.listPermissions(accountId)).toEqual([{ level: 'admin', place, placeName }]);
    expect([await set(undefined), await set(undefined)]).toEqual([true, false]);
    expect(await store.accounts.listPermissions(accountId)).toEqual([]);
  });
});

describeStores((current) => {
  test('a session is found with its account and what that may do, until it is ended', async () => {
    const { store } = current();
    const permissions = [{ level: 'write', place: { kind: 'server' } }] as const;
    const { id: accountId, ...account } = await add(store, { permissions });
    await store.sessions.addSession({ ...session, accountId });

    expect(await store.sessions.findSession(session.hash)).toMatchObject({ account, permissions, expiresOn: 1000 });
    await store.sessions.removeSession(session.hash);
    expect(await store.sessions.findSession(session.hash)).toBeUndefined();
  });

  test('all sessions of an account are ended at once, and when it is made inactive', async () => {
    const { store } = current();
    const [jane, joe] = [await add(store), await add(store, { name: 'joe' })];
    const hashes = [1, 2, 3].map((byte) => new Uint8Array(32).fill(byte));
    for (const [index, hash] of hashes.entries()) {
      await store.sessions.addSession({ ...session, hash, accountId: index < 2 ? jane.id : joe.id });
    }
    const count = async () => (await Promise.all(hashes.map(store.sessions.findSession))).filter(Boolean).length;

    expect([await store.sessions.removeSessions(jane.id), await count()]).toEqual([2, 1]);
    await store.accounts.changeAccount({ accountId: joe.id, isActive: false });
    expect(await count()).toBe(0);
  });

  test('a session by a token ends with the token, and is refused when that is revoked', async () => {
    const { store } = current();
    const { id: accountId } = await add(store);
    const token = { uuid: newUuid(), kind: 'token', name: 't', hash: session.hash, accountId, createdOn: 1 } as const;
    await store.accessTokens.addAccessToken({ ...token, place: { kind: 'server' }, scopes: ['repository'] });
    const signIn = (byte: number) =>
      store.sessions.addSession({ ...session, hash: new Uint8Array(32).fill(byte), accountId, tokenUuid: token.uuid });
    await signIn(5);

    expect((await store.sessions.findSession(new Uint8Array(32).fill(5)))?.token?.uuid).toBe(token.uuid);
    await store.accessTokens.revokeAccessToken({ uuid: token.uuid, at: 20 });
    expect(await store.sessions.findSession(new Uint8Array(32).fill(5))).toBeUndefined();
    expect(await signIn(6)).toBe(false);
  });

  test('a session by a password is refused when that is another by now', async () => {
    const { store } = current();
    const { id: accountId } = await add(store);
    const setPassword = (passwordHash: string | null) => store.accounts.changeAccount({ accountId, passwordHash });
    const signIn = (byte: number, passwordHash: string) =>
      store.sessions.addSession({ ...session, hash: new Uint8Array(32).fill(byte), accountId, passwordHash });

    expect(await signIn(1, 'old')).toBe(false);
    await setPassword('old');
    expect(await signIn(2, 'old')).toBe(true);
    await setPassword('new');
    expect([await signIn(3, 'old'), await signIn(4, 'new')]).toEqual([false, true]);
    await setPassword(null);
    expect(await signIn(5, 'new')).toBe(false);
    for (const byte of [1, 2, 3, 4, 5]) {
      expect(await store.sessions.findSession(new Uint8Array(32).fill(byte)), `${byte}`).toBeUndefined();
    }
  });

  test('a session that is refused is not written into the audit', async () => {
    const { store } = current();
    const { id: accountId } = await add(store);
    await store.accounts.changeAccount({ accountId, isActive: false });

    const audit = { action: 'session.created', occurredOn: 1, subject: 'jane' } as const;
    expect(await store.sessions.addSession({ ...session, accountId }, audit)).toBe(false);

    expect(await store.sessions.findSession(session.hash)).toBeUndefined();
    expect(await store.audit.listAuditEvents({ offset: 0, limit: 10 })).toEqual([]);
  });

  test('whoever signs in while a password is set, or the account is shut out, has no session afterwards', async () => {
    const { store } = current();
    const { id: accountId } = await add(store);
    await store.accounts.changeAccount({ accountId, passwordHash: 'old' });
    for (const [round, change] of [{ passwordHash: 'new' }, { isActive: false }].entries()) {
      const hashes = Array.from({ length: 10 }, (_, index) => new Uint8Array(32).fill(100 * round + index));
      const passwordHash = round === 0 ? 'old' : undefined;
      const signIn = (hash: Uint8Array) => store.sessions.addSession({ ...session, hash, accountId, passwordHash });

      await Promise.all([
        ...hashes.slice(0, 5).map(signIn),
        store.accounts.changeAccount({ accountId, ...change }),
        ...hashes.slice(5).map(signIn),
      ]);

      expect((await Promise.all(hashes.map(store.sessions.findSession))).filter(Boolean)).toEqual([]);
    }
  });

  test('a session that has expired goes when somebody signs in', async () => {
    const { store } = current();
    const { id: accountId } = await add(store);
    await store.sessions.addSession({ ...session, accountId });
    await store.sessions.addSession({
      ...session,
      hash: new Uint8Array(32).fill(2),
      createdOn: 1000,
      expiresOn: 2000,
      accountId,
    });

    expect(await store.sessions.findSession(session.hash)).toBeUndefined();
  });
});
