import type { FastifyInstance } from 'fastify';
import { createAccessToken } from '../actions/create-access-token.ts';
import { revokeAccessToken } from '../actions/revoke-access-token.ts';
import { ServiceError } from '../domain/error.ts';
import { parsePlace } from '../domain/parse-place.ts';
import { statusOfError } from '../http/error-response.ts';
import { answerAccount } from './account-route.tsx';
import { answerPage } from './answer-page.ts';
import { textIn, textsIn } from './form.ts';
import { NewTokenPage } from './new-token-page.tsx';
import { registerSessionForm, type SentForm } from './session-form.ts';
import { sitePaths } from './site-paths.ts';
import type { TypedToken } from './token-form.tsx';
import { visitorOf } from './visitor.ts';
import type { WebContext } from './web-context.ts';

/** Access tokens of whoever is signed in. */
export function registerTokenForms(app: FastifyInstance, context: WebContext): void {
  registerSessionForm(app, sitePaths.makeToken, context, async (form) => {
    const typed = readTyped(form.request.body);
    try {
      return await makeToken(form, typed);
    } catch (error) {
      const isTheirs = error instanceof ServiceError && statusOfError[error.code] < statusOfError.internal;
      if (!isTheirs) throw error;
      form.reply.status(statusOfError[error.code]);
      return answerAccount(form, { ...form, refused: { problem: problemOf(error), typed } });
    }
  });
  registerSessionForm(app, sitePaths.revokeToken, context, async ({ context: ofCaller, request, reply }) => {
    await revokeAccessToken(ofCaller, { kind: 'token', id: textIn(request.body, 'id') });
    return reply.redirect(sitePaths.account, 303);
  });
}

function readTyped(body: unknown): TypedToken {
  const [name, place, keys, expires] = ['name', 'place', 'keys', 'expires'].map((field) => textIn(body, field).trim());
  return {
    name: name ?? '',
    place: place ?? '',
    keys: keys ?? '',
    expires: expires ?? '',
    scopes: textsIn(body, 'scopes'),
  };
}

async function makeToken({ context, request, reply }: SentForm, typed: TypedToken): Promise<string> {
  const { name, place, scopes, keys, expires } = typed;
  const isRepository = place.includes('/');
  const { token, secret } = await createAccessToken(context, {
    kind: 'token',
    name,
    place: place === '' ? { kind: 'server' } : parsePlace(isRepository ? { repository: place } : { workspace: place }),
    scopes,
    keyPatterns: keys === '' ? undefined : keys.split(/\s+/),
    expires: expires === '' ? undefined : expires,
  });
  const visitor = visitorOf(request);
  return answerPage(reply, visitor, <NewTokenPage token={token} secret={secret} visitor={visitor} />);
}

/** With the scopes that are missing, because that is what to change. */
function problemOf({ message, detail, scopes }: ServiceError): string {
  const missing =
    scopes && `It would take ${scopes.required.join(', ')}; you have ${scopes.granted.join(', ') || 'none'} there.`;
  return [message, detail ?? missing].filter(Boolean).join(' ');
}
