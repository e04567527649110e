import type { FastifyRequest } from 'fastify';
import { isApiPath } from './api-path.ts';
import { readCookie } from './cookies.ts';

/** What the cookie of somebody who has signed in on a page holds. */
export interface SessionCredentials {
  readonly session: string;
}

/** Programs ask here, too, and bring what they need with each request. */
const forPrograms = /^\/site\/oauth2\//;

/**
 * What tells the session of somebody who is signed in on pages. The API does not know it: a browser sends it by itself, also
 * for what the page of another site asks for.
 */
export function sessionSecretOf(request: FastifyRequest): string | undefined {
  // The router takes an address with letters that are percent-encoded for the same one; its route is what counts.
  const path = request.routeOptions.url ?? request.url;
  if (isApiPath(path) || forPrograms.test(path)) return undefined;
  return readCookie(request, 'session');
}

/** The same as what a request brings to say who makes it. */
export function sessionCredentialsOf(request: FastifyRequest): SessionCredentials | undefined {
  const session = sessionSecretOf(request);
  return session === undefined ? undefined : { session };
}
