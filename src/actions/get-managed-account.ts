import { requireScopesAt } from '../domain/access.ts';
import { type Account, accountNotFound, isCalled } from '../domain/account.ts';
import { isInPerson } from '../domain/caller.ts';
import { wholeServer } from '../domain/place.ts';
import type { ActionContext } from './context.ts';

type Context = Pick<ActionContext, 'store' | 'caller'>;

/**
 * The account that somebody wants to look at or to change: their own, once they have signed in in person, or, with
 * the scope `account:write` on the whole server, anybody's.
 * Throws forbidden before it tells whether there is such an account, then not_found.
 */
export async function getOwnOrManagedAccount(context: Context, identifier: string): Promise<Account> {
  const own = context.caller.account;
  if (own !== undefined && isInPerson(context.caller) && isCalled(own, identifier)) return own;
  return getManagedAccount(context, identifier);
}

/** The same, where nobody has a right to their own account for being its owner. */
export async function getManagedAccount({ store, caller }: Context, identifier: string): Promise<Account> {
  requireScopesAt(caller, wholeServer, ['account:write']);
  const account = await store.accounts.findAccount(identifier);
  if (account === undefined) throw accountNotFound(identifier);
  return account;
}
