import type { Caller } from './caller.ts';
import { type Reach, type RepositoryRange, reachOf, wholeReachOf } from './reach.ts';
import { grantsOfLevel, reachOfLevel } from './repository-role.ts';

type Rights = Pick<Caller, 'grants'>;

/**
 * What somebody may do in a workspace, as Bitbucket's documentation of `role` tells: a member has any right in it, a
 * collaborator writes to one of its repositories at least, an owner administers all of it.
 */
export const workspacePermissions = ['member', 'collaborator', 'owner'] as const;

export type WorkspacePermission = (typeof workspacePermissions)[number];

/** A workspace is there for whoever may see a repository in it, or has any right in it. */
export function visibleWorkspaces({ grants }: Rights): RepositoryRange {
  return { includesPublic: true, reach: reachOf(grants) };
}

/** What the caller reaches of workspaces with that permission, or a higher one. */
export function reachOfWorkspacePermission(rights: Rights, permission: WorkspacePermission): Reach {
  switch (permission) {
    case 'member':
      return reachOf(rights.grants);
    case 'collaborator':
      return reachOfLevel(rights, 'write');
    case 'owner':
      return wholeReachOf(grantsOfLevel(rights, 'admin'));
  }
}
