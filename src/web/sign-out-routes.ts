import type { FastifyInstance } from 'fastify';
import { signOut, signOutEverywhere } from '../actions/sign-out.ts';
import { dropCookie } from '../http/cookies.ts';
import { registerSessionForm } from './session-form.ts';
import { sitePaths } from './site-paths.ts';
import type { WebContext } from './web-context.ts';

export function registerSignOut(app: FastifyInstance, context: WebContext): void {
  registerSessionForm(app, sitePaths.signOut, context, async ({ context: ofCaller, secret, reply }) => {
    await signOut(ofCaller, secret);
    dropCookie(reply, 'session');
    return reply.redirect('/', 303);
  });
  registerSessionForm(app, sitePaths.signOutEverywhere, context, async ({ context: ofCaller, reply }) => {
    await signOutEverywhere(ofCaller);
    dropCookie(reply, 'session');
    return reply.redirect('/', 303);
  });
}
