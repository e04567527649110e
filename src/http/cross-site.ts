import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ServiceError } from '../domain/error.ts';
import { isLoopback } from '../domain/loopback.ts';
import { credentialsOf } from './credentials.ts';
import { isReading } from './is-reading.ts';
import { requestHost } from './request-origin.ts';

export interface CrossSiteRules {
  readonly publicUrl: string | undefined;
  /** Whether a request needs no credentials to write. */
  readonly believesEverybody: boolean;
}

/** What the form of a page can send (Fetch standard, CORS-safelisted `Content-Type`). */
const formTypes = ['', 'application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain'];

/**
 * Refuses the writes of pages of other sites that nobody has decided to make. Programs send none of the headers that this
 * looks at.
 *
 * What a form can send, a browser sends without asking anybody, along with the credentials that it remembers: always refused.
 * For everything else it first asks by OPTIONS, and is told that every origin may, which it takes for "without credentials
 * that I remember" (Fetch standard, CORS protocol and credentials). So whatever credentials come with such a request, the page
 * has brought itself, and it may do what their owner may. Where everybody is believed, credentials show nothing;
 * there only pages of this machine itself may write.
 */
export function refuseCrossSiteWrites(app: FastifyInstance, rules: CrossSiteRules): void {
  app.addHook('onRequest', (request, _reply, done) => {
    const mayPass =
      isReading(request.method) || !isFromOtherSite(request, rules.publicUrl) || mayWriteAcross(request, rules);
    done(mayPass ? undefined : forbidden(rules));
  });
}

function isFromOtherSite(request: FastifyRequest, publicUrl: string | undefined): boolean {
  const { origin, 'sec-fetch-site': site } = request.headers;
  if (site === 'cross-site') return true;
  if (origin === undefined || origin === publicUrl) return false;
  // A browser leaves the scheme's own port out; a proxy may name it.
  const page = URL.parse(origin);
  return page === null || URL.parse(`${page.protocol}//${requestHost(request)}`)?.host !== page.host;
}

function mayWriteAcross(request: FastifyRequest, { believesEverybody }: CrossSiteRules): boolean {
  if (!wasAskedFor(request)) return false;
  if (!believesEverybody) return credentialsOf(request) !== undefined;
  const host = URL.parse(request.headers.origin ?? '')?.hostname ?? '';
  return isLoopback(host.replace(/^\[|\]$/g, ''));
}

/** Whether a browser sends this only after it was allowed to. */
function wasAskedFor({ method, headers }: FastifyRequest): boolean {
  const [type = ''] = (headers['content-type'] ?? '').split(';', 1);
  return method !== 'POST' || !formTypes.includes(type.trim().toLowerCase());
}

function forbidden({ believesEverybody }: CrossSiteRules): ServiceError {
  return new ServiceError('forbidden', 'A page of another site may not write here.', {
    detail: believesEverybody
      ? 'In development, pages of this machine itself may, with JSON.'
      : 'It may when it sends JSON and brings credentials of its own.',
  });
}
