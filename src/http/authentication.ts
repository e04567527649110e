import type { FastifyInstance, FastifyRequest } from 'fastify';
import { signInFirst } from '../domain/access.ts';
import { type Caller, isAnonymous } from '../domain/caller.ts';
import { wrongCredentials } from '../domain/wrong-credentials.ts';
import { credentialsOf } from './credentials.ts';
import type { IdentifyCaller } from './identify-caller.ts';
import { isReading } from './is-reading.ts';

const decorator = 'caller';

/** A route with this in its `config` asks nobody who they are: probes of a health check, say. */
export const openToAll = Symbol('open to all');

/**
 * Finds out who makes each request before its body is read: 401 for wrong credentials, and for a write without any that
 * may write.
 */
export function registerAuthentication(app: FastifyInstance, identifyCaller: IdentifyCaller): void {
  app.decorateRequest(decorator, null);
  app.addHook('onRequest', async (request, reply) => {
    if (openToAll in request.routeOptions.config) return;
    const caller = await identifyCaller(request, reply, credentialsOf(request));
    if (caller === undefined) throw wrongCredentials();
    if (isAnonymous(caller) && !isReading(request.method)) throw signInFirst();
    request.setDecorator(decorator, caller);
  });
}

/** Who makes the request; known to every handler behind `registerAuthentication`. */
export function callerOf(request: FastifyRequest): Caller {
  return request.getDecorator<Caller>(decorator);
}
