import type { Account } from '../domain/account.ts';
import type { NamedPermission } from '../store/account-store.ts';
import type { ActionContext } from './context.ts';

/** An account with what it may do. */
export interface AccountInContext {
  readonly account: Account;
  readonly permissions: readonly NamedPermission[];
}

export async function inContext({ store }: Pick<ActionContext, 'store'>, account: Account): Promise<AccountInContext> {
  return { account, permissions: await store.accounts.listPermissions(account.id) };
}
