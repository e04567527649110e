import type { FastifyInstance, FastifyRequest } from 'fastify';
import { signInFirst } from '../domain/access.ts';
import { type Caller, isAnonymous } from '../domain/caller.ts';
import { ServiceError } from '../domain/error.ts';
import { type Credentials, credentialsOf } from './credentials.ts';
import { isReading } from './is-reading.ts';

/** Tells who holds the credentials, or what somebody without any may do; `undefined` when the credentials are wrong. */
export type FindCaller = (credentials: Credentials | undefined, address: string) => Promise<Caller | undefined>;

const decorator = 'caller';

/** A route with this in its `config` asks nobody who they are: probes of a health check, say. */
export const openToAll = Symbol('open to all');

/**
 * Finds out who makes each request before its body is read: 401 for wrong credentials, and for a write without any that
 * may write.
 */
export function registerAuthentication(app: FastifyInstance, findCaller: FindCaller): void {
  app.decorateRequest(decorator, null);
  app.addHook('onRequest', async (request) => {
    if (openToAll in request.routeOptions.config) return;
    const caller = await findCaller(credentialsOf(request), request.ip);
    if (caller === undefined) throw wrongCredentials();
    if (isAnonymous(caller) && !isReading(request.method)) throw signInFirst();
    request.setDecorator(decorator, caller);
  });
}

/** Who makes the request; known to every handler behind `registerAuthentication`. */
export function callerOf(request: FastifyRequest): Caller {
  return request.getDecorator<Caller>(decorator);
}

/** The answer to credentials that nobody has, or that count no more. */
export function wrongCredentials(): ServiceError {
  return new ServiceError('unauthenticated', 'The credentials are wrong, or no longer valid.', {
    detail: 'Send an access token as the password of Basic authentication, or as a Bearer token.',
  });
}
