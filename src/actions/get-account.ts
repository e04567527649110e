import { type AccountInContext, inContext } from './account-in-context.ts';
import type { ActionContext } from './context.ts';
import { getOwnOrManagedAccount } from './get-managed-account.ts';

/** By name, e-mail address or UUID. Everybody may look at their own account; those of others take the scope `account`. */
export async function getAccount(
  context: Pick<ActionContext, 'store' | 'caller'>,
  identifier: string,
): Promise<AccountInContext> {
  return inContext(context, await getOwnOrManagedAccount(context, identifier, 'account'));
}
