import type { Caller } from '../domain/caller.ts';
import { ServiceError } from '../domain/error.ts';
import type { Grant } from '../domain/grant.ts';
import { isWithinPatterns, type KeyPattern } from '../domain/key-pattern.ts';
import { isWithin, type LocatedPlace } from '../domain/located-place.ts';
import { type PermissionLevel, scopesOf } from '../domain/permission.ts';
import { expandScopes, type Scope } from '../domain/scope.ts';

/** What a token is to be good for. */
export interface TokenRights {
  readonly place: LocatedPlace;
  readonly scopes: readonly Scope[];
  readonly keyPatterns?: readonly KeyPattern[] | undefined;
}

/** A scope is looked at with what it implies everywhere; what a setting adds, the giver has by the same setting. */
const strictest = { readersReportBuilds: false };

/** Whether a token may report builds under some setting, so that its patterns for keys mean something. */
export function reportsBuilds(scopes: readonly Scope[]): boolean {
  return expandScopes(scopes, { readersReportBuilds: true }).has('buildstatus:write');
}

/**
 * Throws forbidden, naming what is missing, unless the caller may do all that the token is to be good for: nobody makes a token
 * that does more than they may. For a token that is bound anew by the caller's own permissions with each request
 * (`isBoundAnyway`), it is enough to hold each scope somewhere.
 */
export function requireHeldForToken(
  { grants }: Pick<Caller, 'grants'>,
  { place, scopes, keyPatterns }: TokenRights,
  { isBoundAnyway }: { readonly isBoundAnyway: boolean },
): void {
  const counting = isBoundAnyway ? grants : grantsThroughout(grants, place);
  requireScopesAmong(counting, scopes);
  if (!reportsBuilds(scopes)) return;
  const covering = counting.filter((grant) => isWithinPatterns(keyPatterns, grant.keyPatterns));
  if (!hasAll(covering, scopes)) throw keysNotHeld(counting);
  if (keyPatterns !== undefined) requireOverwriting(grantsThroughout(grants, place), keyPatterns);
}

/**
 * Throws forbidden for a token with which its maker would report builds in the name of somebody else, whose statuses it could then
 * overwrite: that is for those who may overwrite them anyway.
 */
export function requireToSpeakFor(
  { grants }: Pick<Caller, 'grants'>,
  { place, scopes, keyPatterns }: TokenRights,
): void {
  if (reportsBuilds(scopes)) requireOverwriting(grantsThroughout(grants, place), keyPatterns);
}

/** The same for a permission, which no patterns bound. */
export function requireHeldForPermission(
  { grants }: Pick<Caller, 'grants'>,
  { place, level }: { readonly place: LocatedPlace; readonly level: PermissionLevel },
): void {
  const counting = grantsThroughout(grants, place);
  const unbounded = counting.filter(({ keyPatterns }) => keyPatterns === undefined);
  requireScopesAmong(counting, scopesOf({ level, place }));
  if (!hasAll(unbounded, scopesOf({ level, place }))) throw keysNotHeld(counting);
}

/** A token for certain keys overwrites what others have reported under them (`mayOverwriteOthers`), which not everybody may. */
function requireOverwriting(counting: readonly Grant[], keyPatterns: readonly KeyPattern[] | undefined): void {
  // Of what has to be held with it, all has been looked at.
  const isMadeForThem = (grant: Grant) => grant.ownsItsKeys && isWithinPatterns(keyPatterns, grant.keyPatterns);
  if (!counting.some((grant) => grant.scopes.has('repository:admin') || isMadeForThem(grant))) {
    throw notHeld(['repository:admin'], counting);
  }
}

function requireScopesAmong(counting: readonly Grant[], scopes: readonly Scope[]): void {
  const missing = [...expandScopes(scopes, strictest)].filter(
    (scope) => !counting.some((grant) => grant.scopes.has(scope)),
  );
  if (missing.length > 0) throw notHeld(missing, counting);
}

function hasAll(grants: readonly Grant[], scopes: readonly Scope[]): boolean {
  return [...expandScopes(scopes, strictest)].every((scope) => grants.some((grant) => grant.scopes.has(scope)));
}

function grantsThroughout(grants: readonly Grant[], place: LocatedPlace): readonly Grant[] {
  return grants.filter(({ places }) => places.every((outer) => isWithin(place, outer)));
}

function notHeld(required: readonly Scope[], counting: readonly Grant[]): ServiceError {
  const granted = [...new Set(counting.flatMap(({ givenScopes }) => givenScopes))];
  return new ServiceError('forbidden', `You cannot give what you do not have there yourself: ${required.join(', ')}.`, {
    scopes: { required, granted },
  });
}

function keysNotHeld(counting: readonly Grant[]): ServiceError {
  const patterns = [...new Set(counting.flatMap(({ keyPatterns = [] }) => keyPatterns))];
  return new ServiceError('forbidden', 'You cannot give a right to more keys than you have yourself.', {
    detail: `Your credentials cover the keys ${patterns.join(', ')}.`,
  });
}
