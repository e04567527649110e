/** The pages that are about the reader. */
export const sitePaths = {
  signIn: '/site/sign-in',
  signOut: '/site/sign-out',
  signOutEverywhere: '/site/sign-out-everywhere',
  account: '/site/account',
} as const;

/** Where somebody signs in who is to come back afterwards. */
export function signInPath(next: string): string {
  return `${sitePaths.signIn}?next=${encodeURIComponent(next)}`;
}
