import type { Place } from './place.ts';
import { allScopes, type Scope } from './scope.ts';

/** What a user may do somewhere, each level more than the ones before it. */
export const permissionLevels = ['read', 'write', 'admin'] as const;

export type PermissionLevel = (typeof permissionLevels)[number];

export interface Permission {
  readonly level: PermissionLevel;
  readonly place: Place;
}

/** The scopes that a level is worth. Accounts and their tokens belong to the whole server, and so to its administrators. */
export function scopesOf({ level, place }: Permission): readonly Scope[] {
  switch (level) {
    case 'read':
      return ['repository', 'pullrequest', 'account'];
    case 'write':
      return ['pullrequest:write', 'account'];
    case 'admin':
      return place.kind === 'server'
        ? allScopes
        : [...allScopes.filter((scope) => scope !== 'account:write'), 'account'];
  }
}
