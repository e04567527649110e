import type { FastifyRequest } from 'fastify';
import { isAnonymous } from '../domain/caller.ts';
import { findCallerOf } from '../http/authentication.ts';
import { sessionSecretOf } from '../http/session-secret.ts';
import { formTokenFor } from './form.ts';
import { signInPath, sitePaths } from './site-paths.ts';

/** For whom a page is made, as far as what is around it tells. */
export type Visitor =
  | { readonly kind: 'stranger'; readonly signInPath: string }
  | {
      readonly kind: 'account';
      readonly displayName: string;
      /** Absent without a session, of which there is nothing to sign out. */
      readonly formToken?: string | undefined;
    };

/** `undefined` where nobody has an account, as in development, and when it is not known who asks. */
export function visitorOf(request: FastifyRequest): Visitor | undefined {
  const caller = findCallerOf(request);
  if (caller === undefined) return undefined;
  if (isAnonymous(caller)) return { kind: 'stranger', signInPath: pathToSignIn(request.url) };
  if (caller.account === undefined) return undefined;
  const { displayName } = caller.account;
  const secret = caller.credential?.kind === 'session' ? sessionSecretOf(request) : undefined;
  return { kind: 'account', displayName, formToken: secret && formTokenFor(secret) };
}

/** From pages about signing in, nobody wants to come back to them. */
function pathToSignIn(url: string): string {
  return url.startsWith('/site/') ? sitePaths.signIn : signInPath(url);
}
