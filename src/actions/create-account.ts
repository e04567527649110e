import { requireScopesAt } from '../domain/access.ts';
import type { Account } from '../domain/account.ts';
import { parseAccountName } from '../domain/account-name.ts';
import { parseEmail } from '../domain/email.ts';
import { invalidFields } from '../domain/error.ts';
import { parseLabel } from '../domain/label.ts';
import type { PlaceAddress } from '../domain/located-place.ts';
import type { PermissionLevel } from '../domain/permission.ts';
import { wholeServer } from '../domain/place.ts';
import { type AccountInContext, inContext } from './account-in-context.ts';
import type { ActionContext } from './context.ts';
import { deriveUuid } from './derive-uuid.ts';
import { locatePlace } from './locate-place.ts';
import { requireHeldForPermission } from './require-held.ts';

export interface AccountWish {
  readonly name: string;
  readonly kind: Account['kind'];
  /** The name, unless told. */
  readonly displayName?: string | undefined;
  readonly email?: string | undefined;
  /** For a service none: it may do what its tokens say. */
  readonly permissions?: readonly { readonly place: PlaceAddress; readonly level: PermissionLevel }[] | undefined;
}

/**
 * Throws forbidden without the scope `account:write` on the whole server, or for a permission that the caller does not have
 * there; invalid when a member cannot be one, or another account has the name or the e-mail address.
 */
export async function createAccount(
  context: Pick<ActionContext, 'store' | 'clock' | 'caller'>,
  wish: AccountWish,
): Promise<AccountInContext> {
  requireScopesAt(context.caller, wholeServer, ['account:write']);
  const name = parseAccountName(wish.name);
  if (wish.kind === 'service' && wish.permissions?.length) throw permissionsOfService();
  const account = await context.store.accounts.addAccount({
    uuid: deriveUuid('account', name),
    kind: wish.kind,
    name,
    displayName: wish.displayName === undefined ? name : parseLabel('display_name', wish.displayName),
    email: wish.email === undefined ? undefined : parseEmail(wish.email),
    createdOn: context.clock.now(),
    permissions: await locatePermissions(context, wish.permissions ?? []),
  });
  if (account === 'taken') throw invalidFields({ name: ['Another account has this name, or this e-mail address.'] });
  return inContext(context, account);
}

/** The last one counts where several are for one place. */
async function locatePermissions(
  context: Pick<ActionContext, 'store' | 'caller'>,
  wishes: NonNullable<AccountWish['permissions']>,
) {
  const byPlace = new Map<
    string,
    { readonly place: Awaited<ReturnType<typeof locatePlace>>['place']; readonly level: PermissionLevel }
  >();
  for (const { place: address, level } of wishes) {
    const { place } = await locatePlace(context, address);
    requireHeldForPermission(context.caller, { place, level });
    byPlace.set(JSON.stringify(place), { place, level });
  }
  return [...byPlace.values()];
}

/** A permission bounds what a user's tokens may do; a service's tokens say all themselves. */
export function permissionsOfService() {
  return invalidFields({ permissions: ['A service has no permissions: it may do what its tokens say.'] });
}
