import { type AccountInContext, inContext } from './account-in-context.ts';
import type { ActionContext } from './context.ts';
import { getOwnOrManagedAccount } from './get-managed-account.ts';

/** By name, e-mail address or UUID. Who has signed in in person may look at the own account; others take `account:write`. */
export async function getAccount(
  context: Pick<ActionContext, 'store' | 'caller'>,
  identifier: string,
): Promise<AccountInContext> {
  return inContext(context, await getOwnOrManagedAccount(context, identifier));
}
