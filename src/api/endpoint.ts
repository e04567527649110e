import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Static, TSchema } from 'typebox';
import type { ActionContext } from '../actions/context.ts';
import type { CommitStatusRules } from '../domain/commit-status.ts';
import { createLinks, type Links } from '../http/links.ts';
import { requestOrigin } from '../http/request-origin.ts';
import { ErrorAnswer } from './schemas.ts';

/** What every endpoint works with. */
export interface ApiContext extends ActionContext {
  readonly rules: CommitStatusRules;
  readonly publicUrl: string | undefined;
}

interface Schemas {
  readonly params: TSchema;
  readonly querystring: TSchema;
  readonly body: TSchema;
}

interface TypedRequest<Given extends Partial<Schemas>> {
  readonly params: Given['params'] extends TSchema ? Static<Given['params']> : undefined;
  readonly query: Given['querystring'] extends TSchema ? Static<Given['querystring']> : undefined;
  readonly body: Given['body'] extends TSchema ? Static<Given['body']> : undefined;
  readonly links: Links;
  readonly raw: FastifyRequest;
}

/** One operation of the API: its place, its documentation, its schemas, and what it does. */
export interface Endpoint<Given extends Partial<Schemas> = Partial<Schemas>> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** `*` at the end is a key, which may contain slashes. */
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly tag: string;
  readonly schemas: Given;
  /** By HTTP status. */
  readonly responses: Readonly<Record<number, TSchema>>;
  handle(request: TypedRequest<Given>, reply: FastifyReply): Promise<unknown>;
}

/** Keeps the schemas' types together with the handler that relies on them. */
export function endpoint<const Given extends Partial<Schemas>>(definition: Endpoint<Given>): Endpoint {
  // The list of endpoints forgets the types; Fastify has validated the request before `handle` sees it.
  return definition as unknown as Endpoint;
}

export function registerEndpoint(app: FastifyInstance, { publicUrl }: ApiContext, definition: Endpoint): void {
  const { method, path, operationId, summary, description, tag, schemas, responses } = definition;
  app.route({
    method,
    url: path,
    schema: {
      operationId,
      summary,
      description,
      tags: [tag],
      ...(schemas.body && { consumes: ['application/json', 'application/x-www-form-urlencoded'] }),
      ...schemas,
      response: { ...responses, '4xx': ErrorAnswer, '5xx': ErrorAnswer },
    },
    // A body is optional on the wire; what it must hold is for the schema to say.
    preValidation: (request, _reply, done) => {
      if (schemas.body !== undefined) request.body ??= {};
      done();
    },
    handler: (request, reply) => {
      const { params, query, body } = request;
      const links = createLinks(requestOrigin(request, publicUrl));
      return definition.handle({ params, query, body, links, raw: request } as TypedRequest<Partial<Schemas>>, reply);
    },
  });
}
