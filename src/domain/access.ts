import { type Caller, isAnonymous } from './caller.ts';
import { ServiceError } from './error.ts';
import { countsIn, countsInAllOf, type Grant } from './grant.ts';
import { coversKey } from './key-pattern.ts';
import type { WholePlace } from './place.ts';
import type { Repository } from './repository.ts';
import type { Scope } from './scope.ts';

/** What everybody may do with a repository that is public. */
const publicScopes: readonly Scope[] = ['repository', 'pullrequest'];

/** Whether the repository is there for the caller at all: a private one is hidden from all who have no right in it. */
export function isVisible({ grants }: Caller, repository: Repository): boolean {
  return !repository.isPrivate || grants.some((grant) => countsIn(grant, repository));
}

export function hasScope({ grants }: Caller, repository: Repository, scope: Scope): boolean {
  if (!repository.isPrivate && publicScopes.includes(scope)) return true;
  return grants.some((grant) => grant.scopes.has(scope) && countsIn(grant, repository));
}

/** Throws forbidden, naming every one, when the caller lacks scopes in the repository; unauthenticated when nobody asks. */
export function requireScopes(caller: Caller, repository: Repository, required: readonly Scope[]): void {
  if (required.every((scope) => hasScope(caller, repository, scope))) return;
  refuse(caller, required, (grant) => countsIn(grant, repository));
}

/** The same for all of a workspace, or of the server. */
export function requireScopesAt(caller: Caller, place: WholePlace, required: readonly Scope[]): void {
  if (required.every((scope) => hasScopeAt(caller, place, scope))) return;
  refuse(caller, required, (grant) => countsInAllOf(grant, place));
}

export function hasScopeAt({ grants }: Caller, place: WholePlace, scope: Scope): boolean {
  return grants.some((grant) => grant.scopes.has(scope) && countsInAllOf(grant, place));
}

/**
 * For what is in no one place: throws forbidden when the caller has rights, but nowhere that scope. Who has no right at all may
 * look at what everybody may.
 */
export function requireScopeAnywhere(caller: Caller, required: Scope): void {
  const { grants } = caller;
  if (grants.length === 0 || grants.some(({ scopes }) => scopes.has(required))) return;
  refuse(caller, [required], () => true);
}

/** Throws forbidden when the caller may report builds in the repository, but none under that key. */
export function requireKey(caller: Caller, repository: Repository, key: string): void {
  const grants = caller.grants.filter(reportsBuildsIn(repository));
  if (grants.some(({ keyPatterns }) => keyPatterns === undefined || coversKey(keyPatterns, key))) return;
  const patterns = grants.flatMap(({ keyPatterns = [] }) => keyPatterns);
  throw new ServiceError('forbidden', `Your credentials may not write a build status with the key '${key}'.`, {
    detail: `They cover the keys ${patterns.join(', ')}.`,
  });
}

/**
 * Whether the caller may overwrite statuses of others under that key: administrators of the repository may, and tokens that
 * were made for such keys.
 */
export function mayOverwriteOthers(caller: Caller, repository: Repository, key: string): boolean {
  const isMadeForKey = ({ ownsItsKeys, keyPatterns = [] }: Grant) => ownsItsKeys && coversKey(keyPatterns, key);
  return (
    hasScope(caller, repository, 'repository:admin') ||
    caller.grants.filter(reportsBuildsIn(repository)).some(isMadeForKey)
  );
}

function reportsBuildsIn(repository: Repository): (grant: Grant) => boolean {
  return (grant) => grant.scopes.has('buildstatus:write') && countsIn(grant, repository);
}

/** Who brings no credentials is asked for some; the others are told what theirs lack. */
function refuse(caller: Caller, required: readonly Scope[], isCounting: (grant: Grant) => boolean): never {
  if (isAnonymous(caller)) throw signInFirst();
  // Bitbucket's words and members (recorded in backstage#22383).
  throw new ServiceError('forbidden', 'Your credentials lack one or more required privilege scopes.', {
    scopes: {
      required,
      granted: [...new Set(caller.grants.filter(isCounting).flatMap(({ givenScopes }) => givenScopes))],
    },
  });
}

/** The caller, who has to be somebody. Throws unauthenticated for a request without credentials. */
export function requireSignIn(caller: Caller): Caller {
  if (isAnonymous(caller)) throw signInFirst();
  return caller;
}

/** The answer to somebody who brings no credentials for what needs some. */
export function signInFirst(): ServiceError {
  return new ServiceError('unauthenticated', 'This needs an access token.', {
    detail: 'Send an access token as the password of Basic authentication, or as a Bearer token.',
  });
}
