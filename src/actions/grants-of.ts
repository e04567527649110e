import type { AccessToken } from '../domain/access-token.ts';
import type { Account } from '../domain/account.ts';
import type { Grant } from '../domain/grant.ts';
import { type Permission, scopesOf } from '../domain/permission.ts';
import { expandScopes, type ScopeRules } from '../domain/scope.ts';

export interface Rights {
  readonly account: Account;
  readonly permissions: readonly Permission[];
  /** Absent for a user who has signed in without one. */
  readonly token?: AccessToken | undefined;
}

/**
 * What somebody may do. A service may do what its token says. A user may do what the permissions say, and by a token no more
 * than the token says, too: both are looked at anew for each request, so that what is taken away is gone at once.
 */
export function grantsOf({ account, permissions, token }: Rights, rules: ScopeRules): readonly Grant[] {
  if (token === undefined) return permissions.map((permission) => grantOf(permission, rules));
  const ofToken: Grant = {
    places: [token.place],
    scopes: expandScopes(token.scopes, rules),
    givenScopes: token.scopes,
    keyPatterns: token.keyPatterns,
    ownsItsKeys: token.keyPatterns !== undefined,
  };
  if (account.kind === 'service') return [ofToken];
  return permissions.map((permission) => {
    const ofAccount = grantOf(permission, rules);
    return {
      ...ofToken,
      ownsItsKeys: ofToken.ownsItsKeys && permission.level === 'admin',
      places: [...ofToken.places, ...ofAccount.places],
      scopes: new Set([...ofToken.scopes].filter((scope) => ofAccount.scopes.has(scope))),
    };
  });
}

function grantOf(permission: Permission, rules: ScopeRules): Grant {
  const givenScopes = scopesOf(permission);
  return { places: [permission.place], scopes: expandScopes(givenScopes, rules), givenScopes };
}
