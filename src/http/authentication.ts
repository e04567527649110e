import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { signInFirst } from '../domain/access.ts';
import { type Caller, isAnonymous } from '../domain/caller.ts';
import { wrongCredentials } from '../domain/wrong-credentials.ts';
import { credentialsOf } from './credentials.ts';
import { mayHoldCredentials, takeFormCredentials } from './form-credentials.ts';
import type { AnyCredentials, IdentifyCaller } from './identify-caller.ts';
import { isReading } from './is-reading.ts';
import { sessionCredentialsOf } from './session-secret.ts';

const decorator = 'caller';

/** A route with this in its `config` asks nobody who they are: probes of a health check, say. */
export const openToAll = Symbol('open to all');

/** A route with this takes writes of those who are nobody yet: a form to sign in with. */
export const openToStrangers = Symbol('open to strangers');

/**
 * Finds out who makes each request before its body is read, or, where a form may hold an access token, before anything is done
 * with it: 401 for wrong credentials, and for a write without any that may write.
 */
export function registerAuthentication(app: FastifyInstance, identifyCaller: IdentifyCaller): void {
  async function identify(request: FastifyRequest, reply: FastifyReply, credentials: AnyCredentials): Promise<void> {
    const caller = await identifyCaller(request, reply, credentials);
    if (caller === undefined) throw wrongCredentials();
    request.setDecorator(decorator, caller);
    const isOpen = openToStrangers in request.routeOptions.config;
    if (isAnonymous(caller) && !isReading(request.method) && !isOpen) throw signInFirst();
  }
  app.decorateRequest(decorator, null);
  app.addHook('onRequest', async (request, reply) => {
    if (openToAll in request.routeOptions.config || mayHoldCredentials(request)) return;
    await identify(request, reply, credentialsOf(request) ?? sessionCredentialsOf(request));
  });
  app.addHook('preValidation', (request, reply, done) => {
    if (openToAll in request.routeOptions.config || findCallerOf(request) !== undefined) return done();
    identify(request, reply, takeFormCredentials(request)).then(() => done(), done);
  });
}

/** Who makes the request; known to every handler behind `registerAuthentication`. */
export function callerOf(request: FastifyRequest): Caller {
  return request.getDecorator<Caller>(decorator);
}

/** The same where it may not be known: a request can be refused before anybody is asked, or before it is one of ours. */
export function findCallerOf(request: FastifyRequest): Caller | undefined {
  return decorator in request ? (request.getDecorator<Caller | null>(decorator) ?? undefined) : undefined;
}
