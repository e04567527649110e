import type { Caller } from './caller.ts';
import type { Grant } from './grant.ts';
import { type PermissionLevel, permissionLevels } from './permission.ts';
import { covers, type Place } from './place.ts';
import type { Repository } from './repository.ts';

/** Repositories by where they are: each that all places of one of the lists cover. An empty list covers everything. */
export type PlaceLists = readonly (readonly Place[])[];

/** Which repositories are meant, of all that there are. */
export interface RepositoryRange {
  /** Whether all public ones are among them. */
  readonly includesPublic: boolean;
  readonly anyOf: readonly { readonly within: PlaceLists; readonly without: PlaceLists }[];
}

/** Those that the caller may see. */
export function visibleRange({ grants }: Pick<Caller, 'grants'>): RepositoryRange {
  return { includesPublic: true, anyOf: [{ within: placesOf(grants), without: [] }] };
}

/** Those for which the highest level that the caller has is one of these. A public one that the caller has no right in is none. */
export function permittedRange(
  { grants }: Pick<Caller, 'grants'>,
  levels: readonly PermissionLevel[],
): RepositoryRange {
  const ranked = grants.map((grant) => ({ grant, rank: rankOf(grant) }));
  const anyOf = levels.map((level) => {
    const rank = permissionLevels.indexOf(level);
    return {
      within: placesOf(ranked.filter((each) => each.rank === rank).map(({ grant }) => grant)),
      without: placesOf(ranked.filter((each) => each.rank > rank).map(({ grant }) => grant)),
    };
  });
  return { includesPublic: false, anyOf };
}

/** The highest level that the caller has in the repository. */
export function permissionIn({ grants }: Pick<Caller, 'grants'>, repository: Repository): PermissionLevel | undefined {
  const counting = grants.filter(({ places }) => places.every((place) => covers(place, repository)));
  return permissionLevels[Math.max(-1, ...counting.map(rankOf))];
}

/** Where the level that the scopes are worth stands among the levels; -1 for one that does not even read. */
function rankOf({ scopes }: Grant): number {
  if (scopes.has('repository:admin')) return permissionLevels.indexOf('admin');
  if (scopes.has('repository:write')) return permissionLevels.indexOf('write');
  return scopes.has('repository') ? permissionLevels.indexOf('read') : -1;
}

function placesOf(grants: readonly Grant[]): PlaceLists {
  return grants.map(({ places }) => places.filter(({ kind }) => kind !== 'server'));
}
