import type { Account } from '../domain/account.ts';
import { accountNotFound } from '../domain/account.ts';
import type { NewAuditEvent } from '../domain/audit-event.ts';
import { parseEmail } from '../domain/email.ts';
import { invalidFields } from '../domain/error.ts';
import { parseLabel } from '../domain/label.ts';
import { type AccountInContext, inContext } from './account-in-context.ts';
import { auditOf } from './audit-of.ts';
import type { ActionContext } from './context.ts';
import { getManagedAccount } from './get-managed-account.ts';
import { requireNoMore } from './require-no-more.ts';

export interface AccountWishes {
  readonly displayName?: string | undefined;
  /** `null`: none. */
  readonly email?: string | null | undefined;
  readonly isActive?: boolean | undefined;
}

/**
 * Changes the members that are there. Who is made inactive is signed out, and the account's tokens count no more. Throws
 * forbidden without the scope `account:write` on the whole server, and, where somebody gets a way into the account by it, for
 * one that may do more than the caller: an OpenID Connect provider's users are known by their e-mail address.
 */
export async function changeAccount(
  context: Pick<ActionContext, 'store' | 'clock' | 'caller'>,
  { account: identifier, ...wishes }: AccountWishes & { readonly account: string },
): Promise<AccountInContext> {
  const account = await getManagedAccount(context, identifier);
  const change = parse(wishes);
  if (givesWayIn(account, change)) await requireNoMore(context, account);
  const changed = await context.store.accounts.changeAccount(
    { accountId: account.id, ...change },
    auditOfChange(context, account, change),
  );
  if (changed === 'taken') throw invalidFields({ email: ['Another account has this e-mail address.'] });
  if (changed === 'gone') throw accountNotFound(identifier);
  return inContext(context, changed);
}

function parse({ displayName, email, isActive }: AccountWishes): AccountWishes {
  return {
    displayName: displayName === undefined ? undefined : parseLabel('display_name', displayName),
    email: typeof email === 'string' ? parseEmail(email) : email,
    isActive,
  };
}

function auditOfChange(
  context: Pick<ActionContext, 'clock' | 'caller'>,
  { name }: Account,
  { displayName, email, isActive }: AccountWishes,
): NewAuditEvent {
  const details = {
    ...(displayName !== undefined && { display_name: displayName }),
    ...(email !== undefined && { email }),
    ...(isActive !== undefined && { is_active: isActive }),
  };
  return auditOf(context, 'account.changed', { subject: name, details });
}

function givesWayIn(account: Account, { email, isActive }: AccountWishes): boolean {
  const isNewAddress = typeof email === 'string' && email !== account.email;
  return isNewAddress || (isActive === true && !account.isActive);
}
