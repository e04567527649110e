import { randomUUID } from 'node:crypto';
import { createSecret } from '../../src/actions/create-secret.ts';
import type { StoreConfig } from '../../src/config/store-config.ts';
import type { Account } from '../../src/domain/account.ts';
import type { Place } from '../../src/domain/place.ts';
import { parseFullName, type Repository } from '../../src/domain/repository.ts';
import type { RepositorySettings } from '../../src/domain/repository-settings.ts';
import type { Scope } from '../../src/domain/scope.ts';
import { openStore } from '../../src/server/open-store.ts';
import type { NewAccessToken } from '../../src/store/access-token-store.ts';
import type { NewAccount } from '../../src/store/account-store.ts';
import type { Store } from '../../src/store/store.ts';
import { addRepository } from './describe-stores.ts';

export interface TokenToMake extends Partial<Pick<NewAccessToken, 'kind' | 'keyPatterns' | 'expiresOn'>> {
  /** The name of its account, a service unless there is one of that name. */
  readonly account: string;
  readonly scopes: readonly Scope[];
  /** `acme` or `acme/widgets`, which have to be there; the whole server unless told. */
  readonly at?: string;
}

export interface MadeToken {
  readonly secret: string;
  readonly uuid: string;
  /** What a request sends. */
  readonly headers: { readonly authorization: string };
}

/** Makes accounts and tokens straight in a store, also while a server runs on it. */
export interface Access extends AsyncDisposable {
  readonly store: Store;
  /** Adds `acme/widgets`, say. */
  repository(name: string, settings?: Partial<RepositorySettings>): Promise<Repository>;
  account(account: Partial<NewAccount> & Pick<NewAccount, 'name'>): Promise<Account>;
  token(token: TokenToMake): Promise<MadeToken>;
}

/** Of a store that is not in memory: nobody else could see that. */
export async function openAccess(config: Exclude<StoreConfig, { readonly kind: 'memory' }>): Promise<Access> {
  const store = await openStore(config);

  async function account(told: Partial<NewAccount> & Pick<NewAccount, 'name'>): Promise<Account> {
    const uuid = `{${randomUUID()}}`;
    const usual = { uuid, kind: 'service', displayName: told.name, createdOn: 1, permissions: [] } as const;
    const added = await store.accounts.addAccount({ ...usual, ...told });
    if (added === 'taken') throw new Error(`There is an account ${told.name} already.`);
    return added;
  }

  return {
    store,
    account,
    repository(name, settings = {}) {
      const { workspace, slug } = parseFullName(name);
      return addRepository(store, slug, { workspace, settings });
    },
    async token({ account: name, at, kind = 'token', ...token }) {
      const owner = (await store.accounts.findAccount(name)) ?? (await account({ name }));
      const { secret, hash } = createSecret();
      const place = await findPlace(store, at);
      const made = { ...token, kind, uuid: `{${randomUUID()}}`, name: 'a token', place, hash, createdOn: 1 };
      const { uuid } = await store.accessTokens.addAccessToken({ ...made, accountId: owner.id });
      return { secret, uuid, headers: { authorization: `Bearer ${secret}` } };
    },
    [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
  };
}

async function findPlace({ repositories, workspaces }: Store, at: string | undefined): Promise<Place> {
  if (at === undefined) return { kind: 'server' };
  if (!at.includes('/')) {
    const workspace = await workspaces.findWorkspace(at);
    if (workspace !== undefined) return { kind: 'workspace', workspaceId: workspace.id };
  } else {
    const repository = await repositories.findRepository(parseFullName(at));
    if (repository !== undefined) return { kind: 'repository', repositoryId: repository.id };
  }
  throw new Error(`There is no ${at} to bind a token to.`);
}
