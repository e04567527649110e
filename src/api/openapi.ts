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
    // What may contain slashes is a wildcard for the router; for readers it is a parameter all the same.
    transformObject: (document) => {
      if (!('openapiObject' in document)) return document.swaggerObject;
      return nameRestParameters(document.openapiObject);
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

interface Operation {
  readonly 'x-rest'?: string;
  readonly parameters?: readonly { readonly name: string }[];
}

/** Gives the parameter at the end of a path, which may contain slashes, the name that readers know it by. */
function nameRestParameters<Document extends { readonly paths?: object }>(document: Document): Document {
  const paths = Object.entries(
    (document.paths ?? {}) as Readonly<Record<string, Readonly<Record<string, Operation>>>>,
  ).map(([path, operations]) => {
    const rest = Object.values(operations).find((operation) => operation['x-rest'])?.['x-rest'] ?? '*';
    const renamed = Object.entries(operations).map(([method, { 'x-rest': _, ...operation }]) => {
      const parameters = operation.parameters?.map((one) => (one.name === '*' ? { ...one, name: rest } : one));
      return [method, { ...operation, ...(parameters && { parameters }) }];
    });
    return [path.replace('/{*}', `/{${rest}}`), Object.fromEntries(renamed)];
  });
  return { ...document, paths: Object.fromEntries(paths) };
}
