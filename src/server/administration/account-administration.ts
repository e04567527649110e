import type { AccountInContext } from '../../actions/account-in-context.ts';
import { type AccountWishes, changeAccount } from '../../actions/change-account.ts';
import { type AccountWish, createAccount } from '../../actions/create-account.ts';
import { getAccount } from '../../actions/get-account.ts';
import { listAccounts } from '../../actions/list-accounts.ts';
import { setPassword } from '../../actions/set-password.ts';
import { setPermission } from '../../actions/set-permission.ts';
import { type Account, accountNotFound } from '../../domain/account.ts';
import { ServiceError } from '../../domain/error.ts';
import type { PlaceAddress } from '../../domain/located-place.ts';
import type { PermissionLevel } from '../../domain/permission.ts';
import { type AdministrationContext, allOfThem } from './administration-context.ts';
import { requirePlace } from './require-place.ts';

export interface AccountAdministration {
  /** See `actions/create-account.ts` for what is refused. */
  createAccount(wish: AccountWish): Promise<AccountInContext>;
  listAccounts(): Promise<readonly Account[]>;
  getAccount(name: string): Promise<AccountInContext>;
  changeAccount(wishes: AccountWishes & { readonly account: string }): Promise<AccountInContext>;
  setPassword(wish: { readonly account: string; readonly password: string }): Promise<Account>;
  /** Without a level: no permission there. */
  setPermission(wish: {
    readonly account: string;
    readonly place: PlaceAddress;
    readonly level: PermissionLevel | undefined;
  }): Promise<AccountInContext>;
}

export function administerAccounts(context: AdministrationContext): AccountAdministration {
  return {
    async createAccount(wish) {
      for (const { place } of wish.permissions ?? []) await requirePlace(context, place);
      return createAccount(context, wish);
    },
    async listAccounts() {
      const { values } = await listAccounts(context, allOfThem);
      return values;
    },
    async getAccount(name) {
      await requireAccount(context, name);
      return getAccount(context, name);
    },
    async changeAccount(wishes) {
      await requireAccount(context, wishes.account);
      return changeAccount(context, wishes);
    },
    async setPassword(wish) {
      await requireAccount(context, wish.account);
      return setPassword(context, wish);
    },
    async setPermission(wish) {
      await requireAccount(context, wish.account);
      await requirePlace(context, wish.place);
      return setPermission(context, wish);
    },
  };
}

/** Throws not_found with what to do about it. */
async function requireAccount({ store }: AdministrationContext, name: string): Promise<void> {
  if ((await store.accounts.findAccount(name)) !== undefined) return;
  const { message } = accountNotFound(name);
  throw new ServiceError('not_found', `${message} 'signalbox account list' shows those that there are.`);
}
