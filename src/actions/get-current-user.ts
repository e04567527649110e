import { requireScopeAnywhere, requireSignIn } from '../domain/access.ts';
import type { Account, AccountReference } from '../domain/account.ts';
import { accountOf } from './account-of.ts';
import type { ActionContext } from './context.ts';

/** Whoever makes the request. Throws unauthenticated when that is nobody, forbidden without the scope `account`. */
export function getCurrentUser({ caller }: Pick<ActionContext, 'caller'>): AccountReference | Account {
  requireScopeAnywhere(requireSignIn(caller), 'account');
  return accountOf(caller);
}
