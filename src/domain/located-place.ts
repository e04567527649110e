import type { Place, WholePlace } from './place.ts';
import type { RepositoryAddress } from './repository.ts';

/** A place with the workspace that a repository is in, as far as it is known: a right in all of that counts there, too. */
export type LocatedPlace =
  | WholePlace
  | { readonly kind: 'repository'; readonly repositoryId: number; readonly workspaceId?: number | undefined };

/** How a request names a place. */
export type PlaceAddress =
  | { readonly kind: 'server' }
  | { readonly kind: 'workspace'; readonly workspace: string }
  | { readonly kind: 'repository'; readonly repository: RepositoryAddress };

/** As people name it: `acme`, `acme/widgets`, or the server. */
export function namePlace(place: PlaceAddress): string {
  switch (place.kind) {
    case 'server':
      return 'on the whole server';
    case 'workspace':
      return `in ${place.workspace}`;
    case 'repository':
      return `in ${place.repository.workspace}/${place.repository.slug}`;
  }
}

/** Whether what counts in the outer place counts in everything that the other holds. */
export function isWithin(place: LocatedPlace, outer: Place): boolean {
  if (outer.kind === 'server') return true;
  if (place.kind === 'server') return false;
  if (outer.kind === 'workspace') return place.workspaceId === outer.workspaceId;
  return place.kind === 'repository' && place.repositoryId === outer.repositoryId;
}
