import { createSecret } from '../../src/actions/create-secret.ts';
import { hashPassword } from '../../src/actions/hash-password.ts';
import type { GivenOptions } from '../../src/config/options.ts';
import { parseStoreConfig } from '../../src/config/store-config.ts';
import type { AccessToken } from '../../src/domain/access-token.ts';
import type { Account } from '../../src/domain/account.ts';
import type { Overrides } from '../../src/server/compose-server.ts';
import { openStore } from '../../src/server/open-store.ts';
import type { NewAccessToken } from '../../src/store/access-token-store.ts';
import type { NewAccount } from '../../src/store/account-store.ts';
import type { Store } from '../../src/store/store.ts';
import { newUuid } from './describe-stores.ts';
import { isOnPostgres, type RunningServer, startServer } from './start-server.ts';
import { createTemporaryDirectory } from './temporary-directory.ts';
import { createTestDatabase } from './test-database.ts';

/** A server in production, and what stands behind it. */
export interface SigningInServer extends RunningServer {
  readonly store: Store;
  /** Name the store, for another server beside this one. */
  readonly storeFlags: GivenOptions;
  /** A user unless told otherwise; with a password where one is given. */
  addAccount(account?: Partial<NewAccount>, password?: string): Promise<Account>;
  addToken(account: Account, token?: Partial<NewAccessToken>): Promise<{ secret: string; token: AccessToken }>;
}

export async function startSigningIn(flags: GivenOptions = {}, overrides: Overrides = {}): Promise<SigningInServer> {
  await using parts = new AsyncDisposableStack();
  const storeFlags: GivenOptions = isOnPostgres
    ? { databaseUrl: parts.use(await createTestDatabase()).url, databasePoolSize: '4' }
    : { data: parts.use(createTemporaryDirectory()).path };
  const server = parts.use(await startServer({ ...storeFlags, ...flags }, 'serve', overrides));
  const store = parts.use(await openStore(parseStoreConfig({ flags: storeFlags, environment: {} })));
  const opened = parts.move();
  return {
    ...server,
    store,
    storeFlags,
    async addAccount(account = {}, password) {
      const usual = { uuid: newUuid(), kind: 'user', name: 'jane', displayName: 'Jane', createdOn: 1 } as const;
      const added = await store.accounts.addAccount({ ...usual, permissions: [], ...account });
      if (added === 'taken') throw new Error('There is such an account already.');
      const passwordHash = password && (await hashPassword(password, 'test'));
      if (passwordHash) await store.accounts.changeAccount({ accountId: added.id, passwordHash });
      return added;
    },
    async addToken({ id: accountId }, token = {}) {
      const { secret, hash } = createSecret();
      const usual = { uuid: newUuid(), kind: 'token', name: 'ci', scopes: ['repository'], createdOn: 1 } as const;
      const place = { kind: 'server' } as const;
      const added = await store.accessTokens.addAccessToken({ ...usual, place, hash, accountId, ...token });
      return { secret, token: added };
    },
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}
