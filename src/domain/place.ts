import type { Repository } from './repository.ts';

/** Where a right counts: on the whole server, in a workspace, or in one repository. By the store's own numbers. */
export type Place =
  | { readonly kind: 'server' }
  | { readonly kind: 'workspace'; readonly workspaceId: number }
  | { readonly kind: 'repository'; readonly repositoryId: number };

/** One that repositories can be added to. */
export type WholePlace = Exclude<Place, { readonly kind: 'repository' }>;

export const wholeServer: WholePlace = { kind: 'server' };

/** Whether what counts there counts in the repository. */
export function covers(place: Place, repository: Pick<Repository, 'id' | 'workspace'>): boolean {
  switch (place.kind) {
    case 'server':
      return true;
    case 'workspace':
      return place.workspaceId === repository.workspace.id;
    case 'repository':
      return place.repositoryId === repository.id;
  }
}

/** Whether what counts there counts in everything that the other place holds, also in what is to come. */
export function coversAllOf(place: Place, other: WholePlace): boolean {
  if (place.kind === 'server') return true;
  return place.kind === 'workspace' && other.kind === 'workspace' && place.workspaceId === other.workspaceId;
}
