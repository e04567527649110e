import { requireScopesAt } from '../domain/access.ts';
import type { Account } from '../domain/account.ts';
import { parseAccountName } from '../domain/account-name.ts';
import type { NewAuditEvent } from '../domain/audit-event.ts';
import { parseEmail } from '../domain/email.ts';
import { invalidFields } from '../domain/error.ts';
import { parseLabel } from '../domain/label.ts';
import { namePlace, type PlaceAddress } from '../domain/located-place.ts';
import type { PermissionLevel } from '../domain/permission.ts';
import { wholeServer } from '../domain/place.ts';
import type { NewAccount } from '../store/account-store.ts';
import { type AccountInContext, inContext } from './account-in-context.ts';
import { auditOf } from './audit-of.ts';
import type { ActionContext } from './context.ts';
import { administratorName } from './create-administrator-token.ts';
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
  if (wish.kind === 'user' && name === administratorName) throw administratorIsNobody();
  const begun = {
    uuid: deriveUuid('account', name),
    kind: wish.kind,
    name,
    displayName: wish.displayName === undefined ? name : parseLabel('display_name', wish.displayName),
    email: wish.email === undefined ? undefined : parseEmail(wish.email),
    createdOn: context.clock.now(),
    permissions: await locatePermissions(context, wish.permissions ?? []),
  };
  const account = await context.store.accounts.addAccount(begun, auditOfNewAccount(context, begun, wish.permissions));
  if (account === 'taken') throw invalidFields({ name: ['Another account has this name, or this e-mail address.'] });
  return inContext(context, account);
}

function auditOfNewAccount(
  context: Pick<ActionContext, 'clock' | 'caller'>,
  { name, kind, displayName, email }: Omit<NewAccount, 'permissions'>,
  permissions: AccountWish['permissions'] = [],
): NewAuditEvent {
  return auditOf(context, 'account.created', {
    subject: name,
    details: {
      kind,
      display_name: displayName,
      ...(email !== undefined && { email }),
      ...(permissions.length > 0 && {
        permissions: permissions.map(({ place, level }) => `${level} ${namePlace(place)}`),
      }),
    },
  });
}

/** The first token of a server is that of a service of this name. */
function administratorIsNobody() {
  return invalidFields({ name: [`'${administratorName}' is the service that the server's first token belongs to.`] });
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
