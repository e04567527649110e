import cors from '@fastify/cors';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { isApiPath } from './api-path.ts';

const everybody = '*';

/** As Bitbucket documents; ours in addition are `Location`, which it sends too, and what tells when to ask again. */
const exposedHeaders = [
  'Accept-Ranges, Content-Encoding, Content-Length, Content-Type, ETag, Last-Modified',
  'Location, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, Retry-After',
].join(', ');

const forApi = {
  origin: everybody,
  methods: 'GET, POST, PUT, PATCH, DELETE, OPTIONS',
  maxAge: 86_400,
  exposedHeaders,
  // Clients ask by OPTIONS what there is, too, and are not browsers.
  strictPreflight: false,
};

/**
 * Lets pages of every origin use the API, as Bitbucket documents, and answers every OPTIONS there before anybody is asked
 * for credentials. Pages for people stay closed to other pages.
 */
export async function openApiToOtherOrigins(app: FastifyInstance): Promise<void> {
  tellAllowedMethods(app);
  await app.register(cors, {
    delegator: ({ url }, done) => done(null, isApiPath(url) ? forApi : { origin: false }),
  });
}

/** For answers that leave before any hook has run: without the header, a page could not even read what was wrong. */
export function allowReading(reply: FastifyReply): FastifyReply {
  if (!isApiPath(reply.request.url)) return reply;
  return reply.headers({ 'access-control-allow-origin': everybody, 'access-control-expose-headers': exposedHeaders });
}

/** Gives every path of the API a route for OPTIONS, so that the router finds out which methods are there. */
function tellAllowedMethods(app: FastifyInstance): void {
  const methodsByPath = new Map<string, Set<string>>();
  app.addHook('onRoute', ({ url, method }) => {
    if (!isApiPath(url) || method === 'OPTIONS') return;
    const methods = methodsByPath.get(url) ?? new Set();
    for (const one of [method].flat()) methods.add(one);
    if (methodsByPath.has(url)) return;
    methodsByPath.set(url, methods);
    app.route({ method: 'OPTIONS', url, schema: { hide: true }, handler: async () => undefined });
  });
  app.addHook('onRequest', (request, reply, done) => {
    if (request.method === 'OPTIONS' && isApiPath(request.url)) {
      const methods = methodsByPath.get(request.routeOptions.url ?? '') ?? [];
      reply.header('allow', [...methods, 'OPTIONS'].join(', '));
    }
    done();
  });
}
