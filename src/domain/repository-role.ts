import type { Caller } from './caller.ts';
import type { Grant } from './grant.ts';
import { type PermissionLevel, permissionLevels } from './permission.ts';
import { type Reach, type RepositoryRange, reachOf, wholeReachOf } from './reach.ts';

type Rights = Pick<Caller, 'grants'>;

/** Bitbucket's words for what somebody has a right to do with a repository, for the parameter `role`. */
export const repositoryRoles = ['member', 'contributor', 'admin', 'owner'] as const;

export type RepositoryRole = (typeof repositoryRoles)[number];

/** Those that the caller may read. */
export function readableRange({ grants }: Rights): RepositoryRange {
  return { includesPublic: true, reach: reachOf(grants.filter(({ scopes }) => scopes.has('repository'))) };
}

/** Where the caller has a role: a right of one's own is needed, which being public is none. */
export function reachOfRole(rights: Rights, role: RepositoryRole): Reach {
  switch (role) {
    case 'member':
      return reachOfLevel(rights, 'read');
    case 'contributor':
      return reachOfLevel(rights, 'write');
    case 'admin':
      return reachOfLevel(rights, 'admin');
    // A repository belongs to its workspace, and so to the administrators of that.
    case 'owner':
      return wholeReachOf(grantsOfLevel(rights, 'admin'));
  }
}

/** Where the caller has that level, or a higher one. */
export function reachOfLevel(rights: Rights, level: PermissionLevel): Reach {
  return reachOf(grantsOfLevel(rights, level));
}

/** Those that are worth the level, or a higher one. */
export function grantsOfLevel({ grants }: Rights, level: PermissionLevel): readonly Grant[] {
  return grants.filter((grant) => rankOf(grant) >= permissionLevels.indexOf(level));
}

/** Where the level that the scopes are worth stands among the levels; -1 for one that does not even read. */
function rankOf({ scopes }: Grant): number {
  if (scopes.has('repository:admin')) return permissionLevels.indexOf('admin');
  if (scopes.has('repository:write')) return permissionLevels.indexOf('write');
  return scopes.has('repository') ? permissionLevels.indexOf('read') : -1;
}
