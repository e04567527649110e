/** The pages that are about the reader. */
export const sitePaths = {
  signIn: '/site/sign-in',
  signOut: '/site/sign-out',
  signOutEverywhere: '/site/sign-out-everywhere',
  account: '/site/account',
  makeToken: '/site/account/tokens',
  revokeToken: '/site/account/tokens/revoke',
  audit: '/site/audit',
  toProvider: '/site/oidc/start',
  fromProvider: '/site/oidc/callback',
} as const;

/** Where somebody signs in who is to come back afterwards. */
export function signInPath(next: string): string {
  return withNext(sitePaths.signIn, next);
}

/** The same by the provider. */
export function toProviderPath(next: string): string {
  return withNext(sitePaths.toProvider, next);
}

function withNext(path: string, next: string): string {
  return next === '/' ? path : `${path}?next=${encodeURIComponent(next)}`;
}
