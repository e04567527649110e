import type { Account } from '../domain/account.ts';
import { accountNotFound } from '../domain/account.ts';
import type { Caller } from '../domain/caller.ts';
import { invalidFields } from '../domain/error.ts';
import { auditOf } from './audit-of.ts';
import type { ActionContext } from './context.ts';
import { getManagedAccount } from './get-managed-account.ts';
import { hashPassword } from './hash-password.ts';
import { requireNoMore } from './require-no-more.ts';

/**
 * Sets the password of a user, who is signed out everywhere by it. Throws forbidden without the scope `account:write` on the whole
 * server, and for an account that may do more than the caller; invalid for a service, which has tokens, and for a password
 * that is too short or too long.
 */
export async function setPassword(
  context: Pick<ActionContext, 'store' | 'clock' | 'caller'>,
  wish: { readonly account: string; readonly password: string },
): Promise<Account> {
  const account = await getManagedAccount(context, wish.account);
  if (account.kind === 'service') {
    throw invalidFields({ password: ['A service has no password: it signs in with its tokens.'] });
  }
  await requireNoMore(context, account);
  const passwordHash = await hashPassword(wish.password, askerOf(context.caller));
  const changed = await context.store.accounts.changeAccount(
    { accountId: account.id, passwordHash },
    auditOf(context, 'account.changed', { subject: account.name, details: { password_changed: true } }),
  );
  if (changed === 'gone' || changed === 'taken') throw accountNotFound(wish.account);
  return changed;
}

/** Known by the account, so that strangers at the same address, who can only guess, do not come before it. */
function askerOf({ account, address }: Caller): string {
  return account?.uuid ?? address ?? '';
}
