import helmet from '@fastify/helmet';
import fastify, { type FastifyInstance } from 'fastify';

const page = '/docs/api';
const paths = [page, `${page}/js/scalar.js`];

/**
 * Registers the reference at `/docs/api`: made from `/openapi.json`, every asset from this server. It is five megabytes of
 * script, so the first who looks at it has it loaded.
 */
export function registerReference(app: FastifyInstance): void {
  let opening: Promise<FastifyInstance> | undefined;
  const open = () => {
    opening ??= openReference().catch((error) => {
      // The next one who looks has it loaded anew.
      opening = undefined;
      throw error;
    });
    return opening;
  };
  app.addHook('onClose', async () => (await opening?.catch(() => undefined))?.close());
  for (const path of paths) {
    app.get(path, { schema: { hide: true } }, async (request, reply) => {
      const reference = await open();
      const { method, url, headers } = request;
      const answer = await reference.inject({ method: method === 'HEAD' ? 'HEAD' : 'GET', url, headers });
      // These are about the connection, which is ours.
      const { connection: _connection, date: _date, ...shown } = answer.headers;
      return reply.status(answer.statusCode).headers(shown).send(answer.payload);
    });
  }
}

/** An application of its own: to one that listens, no routes can be added any more. */
async function openReference(): Promise<FastifyInstance> {
  const app = fastify({ routerOptions: { ignoreTrailingSlash: true } });
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        // The reference starts itself, and styles itself, inline. It reaches this server and no other.
        scriptSrc: ["'self'", "'unsafe-inline'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        fontSrc: ["'self'", 'data:'],
        imgSrc: ["'self'", 'data:', 'blob:'],
        connectSrc: ["'self'"],
        workerSrc: ["'self'", 'blob:'],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: false,
  });
  const { default: reference } = await import('@scalar/fastify-api-reference');
  await app.register(reference, {
    routePrefix: page,
    configuration: {
      url: '/openapi.json',
      pageTitle: 'API reference · Signalbox',
      favicon: '/assets/signalbox.svg',
      withDefaultFonts: false,
      telemetry: false,
      hideClientButton: true,
      showDeveloperTools: 'never',
      mcp: { disabled: true },
      agent: { disabled: true },
      defaultHttpClient: { targetKey: 'shell', clientKey: 'curl' },
      authentication: { preferredSecurityScheme: 'basic' },
    },
  });
  await app.ready();
  return app;
}
