import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ActionContext } from '../actions/context.ts';
import { listAccessTokens } from '../actions/list-access-tokens.ts';
import type { AccessToken } from '../domain/access-token.ts';
import type { Account } from '../domain/account.ts';
import { type Caller, isInPerson } from '../domain/caller.ts';
import { countsInAllOf } from '../domain/grant.ts';
import { wholeServer } from '../domain/place.ts';
import type { Scope } from '../domain/scope.ts';
import { AccountPage, type AccountPageModel } from './account-page.tsx';
import { answerPage } from './answer-page.ts';
import { findSignedIn, type SignedIn } from './session-form.ts';
import { signInPath, sitePaths } from './site-paths.ts';
import { visitorOf } from './visitor.ts';
import type { WebContext } from './web-context.ts';

/** More tokens than anybody looks through. */
const maxTokens = 200;

export function registerAccountPage(app: FastifyInstance, context: WebContext): void {
  app.get(sitePaths.account, { schema: { hide: true } }, async (request, reply) => {
    const signedIn = findSignedIn(context, request);
    if (signedIn === undefined) return reply.redirect(signInPath(sitePaths.account), 303);
    return answerAccount(signedIn, { request, reply });
  });
}

export interface AccountAnswer extends Pick<AccountPageModel, 'refused'> {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** The page of whoever is signed in. */
export async function answerAccount(
  { context, account, formToken }: SignedIn,
  { request, reply, refused }: AccountAnswer,
): Promise<string> {
  const { caller } = context;
  const isByToken = caller.credential?.uuid !== undefined;
  const visitor = visitorOf(request);
  const model: AccountPageModel = {
    account,
    isByToken,
    tokens: looksAfterTokens(caller) ? await listOwnTokens(context, account) : undefined,
    mayMakeTokens: looksAfterTokens(caller),
    mayAudit: holdsEverywhere(caller, 'repository:admin'),
    formToken,
    visitor,
    now: context.clock.now(),
    refused,
  };
  return answerPage(reply, visitor, <AccountPage {...model} />);
}

async function listOwnTokens(context: ActionContext, { uuid }: Account): Promise<readonly AccessToken[]> {
  return (await listAccessTokens(context, { kind: 'token', account: uuid, offset: 0, limit: maxTokens })).values;
}

/** As `listAccessTokens` and `createAccessToken` have it for one's own. */
function looksAfterTokens(caller: Caller): boolean {
  return isInPerson(caller) || holdsEverywhere(caller, 'account:write');
}

function holdsEverywhere({ grants }: Caller, scope: Scope): boolean {
  return grants.some((grant) => grant.scopes.has(scope) && countsInAllOf(grant, wholeServer));
}
