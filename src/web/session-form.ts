import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ActionContext } from '../actions/context.ts';
import type { Account } from '../domain/account.ts';
import { callerOf, openToStrangers } from '../http/authentication.ts';
import { sessionSecretOf } from '../http/session-secret.ts';
import { formTokenFor, requireOurPage } from './form.ts';
import { sitePaths } from './site-paths.ts';
import type { WebContext } from './web-context.ts';

/** Somebody who has signed in on a page. */
export interface SignedIn {
  readonly context: ActionContext;
  readonly account: Account;
  readonly secret: string;
  readonly formToken: string;
}

/** `undefined` for whoever has no session, whatever other credentials came along. */
export function findSignedIn(context: WebContext, request: FastifyRequest): SignedIn | undefined {
  const caller = callerOf(request);
  const secret = caller.credential?.kind === 'session' ? sessionSecretOf(request) : undefined;
  if (caller.account === undefined || secret === undefined) return undefined;
  return { context: { ...context, caller }, account: caller.account, secret, formToken: formTokenFor(secret) };
}

export interface SentForm extends SignedIn {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/**
 * Takes a form from those who are signed in, and from a page that was made for them. Others are asked to sign in first: their
 * session may have ended while the page was open.
 */
export function registerSessionForm(
  app: FastifyInstance,
  path: string,
  context: WebContext,
  handle: (form: SentForm) => Promise<unknown>,
): void {
  const options = { schema: { hide: true }, config: { [openToStrangers]: true } };
  app.post(path, options, async (request, reply) => {
    const signedIn = findSignedIn(context, request);
    if (signedIn === undefined) return reply.redirect(sitePaths.signIn, 303);
    requireOurPage(request.body, signedIn.secret);
    return handle({ ...signedIn, request, reply });
  });
}
