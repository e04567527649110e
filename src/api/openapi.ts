import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { requestOrigin } from '../http/request-origin.ts';

export interface OpenApiOptions {
  readonly version: string;
  readonly publicUrl: string | undefined;
}

/** Collects the schemas of every route that is registered after it. */
export async function collectOpenApi(app: FastifyInstance, { version }: OpenApiOptions): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Signalbox',
        version,
        description:
          'Build statuses of commits, as Bitbucket Cloud keeps them. Every operation under `/2.0` is Bitbucket’s own; what differs is told in the compatibility notes.',
        license: { name: 'MIT', identifier: 'MIT' },
      },
      tags: [{ name: 'Commit statuses', description: 'How the builds of a commit stand.' }],
      components: {
        securitySchemes: {
          basic: {
            type: 'http',
            scheme: 'basic',
            description: 'Any user name, with an access token as the password. `signalbox dev` takes any password.',
          },
          bearer: { type: 'http', scheme: 'bearer', description: 'An access token.' },
        },
      },
      security: [{}, { basic: [] }, { bearer: [] }],
    },
    // A key may contain slashes, which a path parameter of the router may not; for readers it is a parameter all the same.
    transformObject: (document) => {
      if (!('openapiObject' in document)) return document.swaggerObject;
      return renameKeyParameter(document.openapiObject);
    },
  });
}

/** Serves what was collected, with the address of this very server in it. */
export function serveOpenApi(app: FastifyInstance, { publicUrl }: OpenApiOptions): void {
  app.get('/openapi.json', { schema: { hide: true } }, async (request) => ({
    ...app.swagger(),
    servers: [{ url: requestOrigin(request, publicUrl), description: 'This server' }],
  }));
}

function renameKeyParameter<Document extends { readonly paths?: object }>(document: Document): Document {
  const paths = JSON.stringify(document.paths)
    .replaceAll('/{*}":', '/{key}":')
    .replaceAll('"name":"*"', '"name":"key"');
  return { ...document, paths: JSON.parse(paths) };
}
