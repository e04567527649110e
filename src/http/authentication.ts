import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../domain/caller.ts';
import { ServiceError } from '../domain/error.ts';
import { type Credentials, credentialsOf } from './credentials.ts';
import { isReading } from './is-reading.ts';

/** Tells who holds the credentials, or what somebody without any may do; `undefined` when the credentials are wrong. */
export type FindCaller = (credentials: Credentials | undefined) => Promise<Caller | undefined>;

const decorator = 'caller';

/** A route with this in its `config` asks nobody who they are: probes of a health check, say. */
export const openToAll = Symbol('open to all');

const challenge = 'Basic realm="Signalbox"';

/**
 * Finds out who makes each request before its body is read: 401 for wrong credentials, and for a write without any that
 * may write.
 */
export function registerAuthentication(app: FastifyInstance, findCaller: FindCaller): void {
  app.decorateRequest(decorator, null);
  app.addHook('onRequest', async (request, reply) => {
    if (openToAll in request.routeOptions.config) return;
    const caller = await findCaller(credentialsOf(request));
    if (caller === undefined) throw unauthenticated(reply, 'The credentials are wrong, or no longer valid.');
    if (!caller.mayWrite && !isReading(request.method)) {
      throw unauthenticated(reply, 'Writing needs an access token.');
    }
    request.setDecorator(decorator, caller);
  });
}

/** Who makes the request; known to every handler behind `registerAuthentication`. */
export function callerOf(request: FastifyRequest): Caller {
  return request.getDecorator<Caller>(decorator);
}

/** The same, when more is asked than reading. Throws unauthenticated for a request that brings no credentials. */
export function signedInCallerOf(request: FastifyRequest, reply: FastifyReply): Caller {
  const caller = callerOf(request);
  if (!caller.mayWrite) throw unauthenticated(reply, 'This is about whoever asks, and the request names nobody.');
  return caller;
}

function unauthenticated(reply: FastifyReply, message: string): ServiceError {
  // A script's request would make the browser ask for a password in a window of its own, and never get the answer.
  if (reply.request.headers['sec-fetch-dest'] !== 'empty') reply.header('www-authenticate', challenge);
  return new ServiceError('unauthenticated', message, {
    detail: 'Send an access token as the password of Basic authentication, or as a Bearer token.',
  });
}
