import { fileURLToPath } from 'node:url';
import helmet from '@fastify/helmet';
import serveStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { registerAccountPage } from './account-route.tsx';
import { registerAuditPage } from './audit-route.tsx';
import { registerAvatars } from './avatar-route.tsx';
import { registerCommitPage } from './commit-route.tsx';
import { registerHomePage } from './home-route.tsx';
import { registerProvider } from './provider-routes.ts';
import { registerSignIn } from './sign-in-route.tsx';
import { registerSignOut } from './sign-out-routes.ts';
import { registerTokenForms } from './token-routes.tsx';
import type { WebContext } from './web-context.ts';

/** Every page, and what the pages load. Nothing comes from another server, and no script runs. */
export async function registerWeb(app: FastifyInstance, context: WebContext): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    // A browser would hold every other port of the host's name to it, too: that is for whoever owns the name to decide.
    strictTransportSecurity: false,
    // Without any referrer, a browser names no origin of our own forms either.
    referrerPolicy: { policy: 'same-origin' },
  });
  await app.register(serveStatic, {
    root: fileURLToPath(new URL('./assets/', import.meta.url)),
    prefix: '/assets/',
    schemaHide: true,
    acceptRanges: false,
  });
  registerHomePage(app, context);
  registerCommitPage(app, context);
  registerAvatars(app, context);
  registerAuditPage(app, context);
  if (context.signingIn === undefined) return;
  registerSignIn(app, context, context.signingIn);
  if (context.signingIn.provider) registerProvider(app, context, context.signingIn.provider);
  registerSignOut(app, context);
  registerAccountPage(app, context);
  registerTokenForms(app, context);
}
