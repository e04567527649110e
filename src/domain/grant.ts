import type { KeyPattern } from './key-pattern.ts';
import { covers, coversAllOf, type Place, type WholePlace } from './place.ts';
import type { Repository } from './repository.ts';
import type { Scope } from './scope.ts';

/** What credentials are good for, and where. */
export interface Grant {
  /** All of them must cover a repository: where the token is bound, and where its account has a permission. */
  readonly places: readonly Place[];
  /** With all that they imply. */
  readonly scopes: ReadonlySet<Scope>;
  /** Without, as they were given: what an error tells. */
  readonly givenScopes: readonly Scope[];
  /** The keys of statuses that may be written; absent: any. */
  readonly keyPatterns?: readonly KeyPattern[] | undefined;
  /** Whether statuses under those keys may be overwritten whoever reported them: its maker, or its user, administers the place. */
  readonly ownsItsKeys?: boolean | undefined;
}

export function countsIn({ places }: Grant, repository: Pick<Repository, 'id' | 'workspace'>): boolean {
  return places.every((place) => covers(place, repository));
}

/** Whether it counts in all repositories there, also those to come. */
export function countsInAllOf({ places }: Grant, place: WholePlace): boolean {
  return places.every((each) => coversAllOf(each, place));
}
