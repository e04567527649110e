import type { FastifyReply, FastifyRequest } from 'fastify';
import type { OpenedSession } from '../actions/open-session.ts';
import { signOut } from '../actions/sign-out.ts';
import { callerOf } from '../http/authentication.ts';
import { setCookie } from '../http/cookies.ts';
import { sessionSecretOf } from '../http/session-secret.ts';
import type { WebContext } from './web-context.ts';

export interface StartedSession {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly session: OpenedSession;
}

/** Gives the browser its new session, and ends the one that it had: nothing that was known before leads into the new one. */
export async function startSession(context: WebContext, { request, reply, session }: StartedSession): Promise<void> {
  const earlier = sessionSecretOf(request);
  if (earlier !== undefined) await signOut({ ...context, caller: callerOf(request) }, earlier);
  setCookie(reply, 'session', session.secret, session.lifetimeSeconds);
}
