import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { signIn } from '../actions/sign-in.ts';
import { openToStrangers } from '../http/authentication.ts';
import { clientAddress } from '../http/client-address.ts';
import { dropCookie, readCookie, setCookie } from '../http/cookies.ts';
import { statusOfError } from '../http/error-response.ts';
import { comesFromOurPage, formTokenFor, textIn } from './form.ts';
import { nextPath } from './next-path.ts';
import { htmlType, renderPage } from './render-page.ts';
import { SignInPage, type SignInPageModel } from './sign-in-page.tsx';
import { sitePaths } from './site-paths.ts';
import { startSession } from './start-session.ts';
import type { SigningIn, WebContext } from './web-context.ts';

const ours = /^[\w-]{43}$/;

const problems = {
  form: 'This form is out of date, or your browser keeps no cookies. Try once more.',
  credentials: 'This name and this password or token do not go together.',
} as const;

/** The form to sign in with. What is wrong with an attempt is the same for a name that nobody has. */
export function registerSignIn(app: FastifyInstance, context: WebContext, { guesses, provider }: SigningIn): void {
  const providerName = provider?.name;
  app.get<{ Querystring: { next?: unknown } }>(sitePaths.signIn, { schema: { hide: true } }, async (request, reply) =>
    answerForm(request, reply, { next: nextPath(textIn(request.query, 'next')), providerName }),
  );
  const forStrangers = { schema: { hide: true }, config: { [openToStrangers]: true } };
  app.post(sitePaths.signIn, forStrangers, async (request, reply) => {
    const { body } = request;
    const typed = { name: textIn(body, 'name').trim(), next: nextPath(textIn(body, 'next')), providerName };
    const before = readCookie(request, 'sign-in');
    if (before === undefined || !comesFromOurPage(body, before)) {
      return answerForm(request, reply.status(statusOfError.forbidden), { ...typed, problem: problems.form });
    }
    const { name, next } = typed;
    const guess = { address: clientAddress(request), name };
    const attempt = { name, secret: textIn(body, 'secret'), address: request.ip, asker: guess.address };
    const session = await guesses.attempt(guess, () => signIn(context, attempt));
    if (session === undefined) {
      return answerForm(request, reply.status(statusOfError.forbidden), { ...typed, problem: problems.credentials });
    }
    dropCookie(reply, 'sign-in');
    await startSession(context, { request, reply, session });
    return reply.redirect(next, 303);
  });
}

/** The form belongs to what the browser keeps until somebody has signed in, so that no other site can sign them in as somebody else. */
function answerForm(request: FastifyRequest, reply: FastifyReply, model: Omit<SignInPageModel, 'formToken'>): string {
  const known = readCookie(request, 'sign-in');
  const before = known !== undefined && ours.test(known) ? known : randomBytes(32).toString('base64url');
  setCookie(reply, 'sign-in', before);
  reply.type(htmlType).header('cache-control', 'no-store');
  return renderPage(<SignInPage {...model} formToken={formTokenFor(before)} />);
}
