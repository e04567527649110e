import type { Grant } from './grant.ts';
import type { Place } from './place.ts';

/**
 * Repositories by where they are, by the store's own numbers: those of a workspace, or a single one; with both, the single one
 * as long as it is in that workspace. One of the two is there.
 */
export interface Bound {
  readonly workspaceId?: number | undefined;
  readonly repositoryId?: number | undefined;
}

/** Everything there is, or what is within at least one of the bounds. */
export type Reach = 'everything' | readonly Bound[];

/** Which repositories are meant, of all that there are. */
export interface RepositoryRange {
  /** Whether all public ones are among them, wherever they are. */
  readonly includesPublic: boolean;
  readonly reach: Reach;
}

/** Where at least one of the grants counts. */
export function reachOf(grants: readonly Grant[]): Reach {
  const bounds = grants.map(({ places }) => boundOf(places)).filter((bound) => bound !== undefined);
  return bounds.some(isBoundless) ? 'everything' : bounds;
}

/** The same in whole workspaces alone, also in what is still to come there. */
export function wholeReachOf(grants: readonly Grant[]): Reach {
  return reachOf(grants.filter(({ places }) => places.every(({ kind }) => kind !== 'repository')));
}

/** What all the places cover; `undefined` when that can be nothing. */
function boundOf(places: readonly Place[]): Bound | undefined {
  const workspaces = new Set(places.flatMap((place) => (place.kind === 'workspace' ? [place.workspaceId] : [])));
  const repositories = new Set(places.flatMap((place) => (place.kind === 'repository' ? [place.repositoryId] : [])));
  if (workspaces.size > 1 || repositories.size > 1) return undefined;
  const [workspaceId] = workspaces;
  const [repositoryId] = repositories;
  return { workspaceId, repositoryId };
}

function isBoundless({ workspaceId, repositoryId }: Bound): boolean {
  return workspaceId === undefined && repositoryId === undefined;
}
