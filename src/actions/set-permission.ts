import { namePlace, type PlaceAddress } from '../domain/located-place.ts';
import type { PermissionLevel } from '../domain/permission.ts';
import { type AccountInContext, inContext } from './account-in-context.ts';
import { auditOf } from './audit-of.ts';
import type { ActionContext } from './context.ts';
import { permissionsOfService } from './create-account.ts';
import { getManagedAccount } from './get-managed-account.ts';
import { locatePlace } from './locate-place.ts';
import { requireHeldForPermission } from './require-held.ts';

/**
 * Sets what a user may do there; without a level, that it has no permission there. Throws forbidden without the scope
 * `account:write` on the whole server, and for a permission that the caller does not have there; invalid for a service, which
 * may do what its tokens say.
 */
export async function setPermission(
  context: Pick<ActionContext, 'store' | 'clock' | 'caller'>,
  wish: {
    readonly account: string;
    readonly place: PlaceAddress;
    readonly level: PermissionLevel | undefined;
  },
): Promise<AccountInContext> {
  const account = await getManagedAccount(context, wish.account);
  if (account.kind === 'service') throw permissionsOfService();
  const { place } = await locatePlace(context, wish.place);
  if (wish.level !== undefined) requireHeldForPermission(context.caller, { place, level: wish.level });
  const audit = auditOf(context, 'permission.changed', {
    subject: account.name,
    details: { place: namePlace(wish.place), level: wish.level ?? 'none' },
  });
  await context.store.accounts.setPermission({ accountId: account.id, place, level: wish.level }, audit);
  return inContext(context, account);
}
