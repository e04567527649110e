import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { signInByIdentity } from '../actions/sign-in-by-identity.ts';
import { ServiceError } from '../domain/error.ts';
import type { IdentityProvider } from '../domain/identity-provider.ts';
import { dropCookie, readCookie, setCookie } from '../http/cookies.ts';
import { requestOrigin } from '../http/request-origin.ts';
import { textIn } from './form.ts';
import { type KeptChecks, readKept, writeKept } from './kept-checks.ts';
import { nextPath } from './next-path.ts';
import { sitePaths } from './site-paths.ts';
import { startSession } from './start-session.ts';
import type { WebContext } from './web-context.ts';

/** How long somebody may be away; people look for their telephones meanwhile. */
const awaySeconds = 15 * 60;

/** To ask for the head alone would begin, or use up, what somebody else has to finish. */
const options = { schema: { hide: true }, exposeHeadRoute: false } as const;

/** The way to a provider of OpenID Connect, and back. */
export function registerProvider(app: FastifyInstance, context: WebContext, provider: IdentityProvider): void {
  const origin = (request: FastifyRequest) => requestOrigin(request, context.publicUrl);
  app.get(sitePaths.toProvider, options, async (request, reply) => {
    const next = nextPath(textIn(request.query, 'next'));
    const { url, checks } = await provider.begin(`${origin(request)}${sitePaths.fromProvider}`);
    setCookie(reply, 'provider', writeKept({ checks, next }), awaySeconds);
    return reply.header('cache-control', 'no-store').redirect(url, 303);
  });
  app.get(sitePaths.fromProvider, options, async (request, reply) => {
    dropCookie(reply, 'provider');
    const { checks, next } = requireKept(request);
    const identity = await provider.finish({ url: `${origin(request)}${request.url}`, checks });
    const session = await signInByIdentity({ ...context, address: request.ip }, identity);
    await startSession(context, { request, reply, session });
    return reply.header('cache-control', 'no-store').redirect(next, 303);
  });
}

/** Throws forbidden for whoever has not been sent to the provider from here, by this browser, a moment ago. */
function requireKept(request: FastifyRequest): KeptChecks {
  const kept = readKept(readCookie(request, 'provider') ?? '');
  if (kept !== undefined && isSame(textIn(request.query, 'state'), kept.checks.state)) return kept;
  throw new ServiceError('forbidden', 'This way in was not begun here.', {
    detail: 'This way in was not begun in this browser, or has taken too long. Sign in once more.',
  });
}

function isSame(sent: string, expected: string): boolean {
  const [one, other] = [Buffer.from(sent), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}
