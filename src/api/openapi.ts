import swagger from '@fastify/swagger';
import type { FastifyInstance, FastifySchema } from 'fastify';
import { requestOrigin } from '../http/request-origin.ts';
import { securitySchemes } from './security-schemes.ts';

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
      tags: [
        { name: 'Commit statuses', description: 'How the builds of a commit stand.' },
        { name: 'History', description: 'What happened, and what happens now.' },
        { name: 'Combined statuses', description: 'Whether a commit is green, and if not, why not.' },
        { name: 'Commits', description: 'What statuses are about.' },
        { name: 'Pull requests', description: 'What is to be merged when its builds are done.' },
        { name: 'Branch restrictions', description: 'What has to be true before something is merged.' },
        { name: 'Merge checks', description: 'Whether a commit may come into a branch, and what is missing.' },
        { name: 'Refs', description: 'Branches and tags.' },
        { name: 'Repositories', description: 'What commits belong to.' },
        { name: 'Webhooks', description: 'What receivers want to be told of.' },
        { name: 'Users', description: 'Who makes the requests.' },
        { name: 'Workspaces', description: 'What repositories are gathered in.' },
        { name: 'Accounts', description: 'Whom the server knows: people and services.' },
        { name: 'Access tokens', description: 'What lets somebody in, and OAuth 2 consumers that get some.' },
        { name: 'OAuth', description: 'Another way to an access token.' },
        { name: 'Audit', description: 'Who did what, from where, and when.' },
      ],
      components: { securitySchemes },
    },
    transform: ({ schema, url }) => ({ schema: showBody(schema), url }),
    transformObject: (document) => {
      if (!('openapiObject' in document)) return document.swaggerObject;
      return mend(document.openapiObject);
    },
  });
}

/** Shows the body that readers are told of, where it is another than the one that requests are held to. */
function showBody({ 'x-body': body, ...schema }: FastifySchema & { readonly 'x-body'?: unknown } = {}): FastifySchema {
  return body === undefined ? schema : { ...schema, body };
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
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly schema?: Partial<JsonObjectSchema> }>>;
  };
}

interface JsonObjectSchema {
  readonly required: readonly string[];
}

/** Says what the collected document cannot know: how the end of a path is called, and which bodies may be left out. */
function mend<Document extends { readonly paths?: object }>(document: Document): Document {
  const paths = Object.entries(
    (document.paths ?? {}) as Readonly<Record<string, Readonly<Record<string, Operation>>>>,
  ).map(([path, operations]) => {
    const rest = Object.values(operations).find((operation) => operation['x-rest'])?.['x-rest'] ?? '*';
    const mended = Object.entries(operations).map(([method, operation]) => [method, mendOperation(operation, rest)]);
    return [path.replace('/{*}', `/{${rest}}`), Object.fromEntries(mended)];
  });
  return { ...document, paths: Object.fromEntries(paths) };
}

function mendOperation({ 'x-rest': _, ...operation }: Operation, rest: string) {
  const { requestBody } = operation;
  // What may contain slashes is a wildcard for the router; for readers it is a parameter all the same.
  const parameters = operation.parameters?.map((one) => (one.name === '*' ? { ...one, name: rest } : one));
  return {
    ...operation,
    ...(parameters && { parameters }),
    ...(requestBody && { requestBody: { ...requestBody, required: isRequired(requestBody) } }),
  };
}

/** A body that must hold nothing need not be sent. */
function isRequired({ content }: NonNullable<Operation['requestBody']>): boolean {
  return Object.values(content).some(({ schema }) => (schema?.required ?? []).length > 0);
}
