import type { FastifyInstance } from 'fastify';
import { AccountPage } from './account-page.tsx';
import { answerPage } from './answer-page.ts';
import { findSignedIn } from './session-form.ts';
import { signInPath, sitePaths } from './site-paths.ts';
import { visitorOf } from './visitor.ts';
import type { WebContext } from './web-context.ts';

export function registerAccountPage(app: FastifyInstance, context: WebContext): void {
  app.get(sitePaths.account, { schema: { hide: true } }, async (request, reply) => {
    const signedIn = findSignedIn(context, request);
    if (signedIn === undefined) return reply.redirect(signInPath(sitePaths.account), 303);
    const { account, formToken } = signedIn;
    const visitor = visitorOf(request);
    const isByToken = signedIn.context.caller.credential?.uuid !== undefined;
    return answerPage(reply, visitor, <AccountPage {...{ account, isByToken, formToken, visitor }} />);
  });
}
