import type { StoreConfig } from '../config/store-config.ts';
import { everything } from '../domain/everything.ts';
import { createSystemClock } from '../domain/instant.ts';
import {
  type AccessTokenAdministration,
  administerAccessTokens,
} from './administration/access-token-administration.ts';
import { type AccountAdministration, administerAccounts } from './administration/account-administration.ts';
import { administerRepositories, type RepositoryAdministration } from './administration/repository-administration.ts';
import { openStore } from './open-store.ts';

/** What administrators do straight on the store, also while servers run on it. */
export interface Administration
  extends AsyncDisposable,
    AccessTokenAdministration,
    AccountAdministration,
    RepositoryAdministration {}

/** Makes the store where it is missing. */
export async function openAdministration(config: StoreConfig): Promise<Administration> {
  const store = await openStore(config);
  const context = { store, clock: createSystemClock(), caller: { grants: everything } };
  return {
    ...administerRepositories(context),
    ...administerAccounts(context),
    ...administerAccessTokens(context),
    [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
  };
}
