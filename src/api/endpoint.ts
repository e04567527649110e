import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Static, type TObject, type TSchema, Type } from 'typebox';
import type { ActionContext, ServiceContext } from '../actions/context.ts';
import type { CommitStatusRules } from '../domain/commit-status.ts';
import type { Scope } from '../domain/scope.ts';
import { callerOf, openToAll } from '../http/authentication.ts';
import { jsonAlone } from '../http/body-parsers.ts';
import type { EventStreamTimes } from '../http/event-stream.ts';
import type { ExplainError } from '../http/explain-error.ts';
import type { FindCallerAgain } from '../http/find-caller-again.ts';
import type { IdentifyCaller } from '../http/identify-caller.ts';
import { createLinks, type Links } from '../http/links.ts';
import { requestOrigin } from '../http/request-origin.ts';
import { parseFieldSelection } from '../query/parse-field-selection.ts';
import { selectFields } from '../query/select-fields.ts';
import { ErrorAnswer } from './schemas.ts';
import { scopeSentence, securityFor } from './security-schemes.ts';

/** What every endpoint works with. */
export interface ApiContext extends ServiceContext {
  readonly rules: CommitStatusRules;
  readonly publicUrl: string | undefined;
  /** Tells which OAuth 2 client asks. */
  readonly identifyClient: IdentifyCaller;
  /** Tells who asks, while the answer goes on. */
  readonly findCallerAgain: FindCallerAgain;
  readonly eventStreams: EventStreamTimes;
  readonly explainError: ExplainError;
  /** Aborted when the server begins to close. */
  readonly closing: AbortSignal;
}

interface Schemas {
  readonly params: TSchema;
  readonly querystring: TObject;
  readonly body: TSchema;
}

interface TypedRequest<Given extends Partial<Schemas>> {
  readonly params: Given['params'] extends TSchema ? Static<Given['params']> : undefined;
  readonly query: Given['querystring'] extends TSchema ? Static<Given['querystring']> : undefined;
  readonly body: Given['body'] extends TSchema ? Static<Given['body']> : undefined;
  readonly context: ActionContext;
  readonly links: Links;
  readonly raw: FastifyRequest;
}

/** One operation of the API: its place, its documentation, its schemas, and what it does. */
export interface Endpoint<Given extends Partial<Schemas> = Partial<Schemas>> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** `*` at the end is a parameter that may contain slashes; `rest` names it for readers. */
  readonly path: string;
  readonly rest?: string;
  /** Whether it looks at the credentials itself. */
  readonly isOpenToAll?: boolean;
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly tag: string;
  /** What its action asks for, of what is private at least: for readers, and held to the truth by `test/api/scopes.test.ts`. */
  readonly scopes: readonly Scope[];
  readonly schemas: Given;
  /** What readers are told of the body, where `schemas.body` holds it to less. */
  readonly documentedBody?: TSchema;
  /** Whether no form can hold what the body has to. */
  readonly isJsonAlone?: boolean;
  /** In bytes, where it is not that of the whole server. */
  readonly bodyLimit?: number;
  /** Of what is well answered, where that is no JSON. */
  readonly contentType?: string;
  /** By HTTP status. */
  readonly responses: Readonly<Record<number, TSchema>>;
  handle(request: TypedRequest<Given>, reply: FastifyReply): Promise<unknown>;
}

/** Keeps the schemas' types together with the handler that relies on them. */
export function endpoint<const Given extends Partial<Schemas>>(definition: Endpoint<Given>): Endpoint {
  // The list of endpoints forgets the types; Fastify has validated the request before `handle` sees it.
  return definition as unknown as Endpoint;
}

export const selectionParameter = {
  fields: Type.Optional(
    Type.String({ description: 'Which members to show: `a.b` only these, `-a.b` all but these, `%2Ba.b` these too.' }),
  ),
};

const jsonType = 'application/json';
const formType = 'application/x-www-form-urlencoded';

export function registerEndpoint(app: FastifyInstance, service: ApiContext, definition: Endpoint): void {
  const { method, path, rest, isOpenToAll, operationId, summary, tag, scopes, schemas, responses } = definition;
  const { bodyLimit, documentedBody, isJsonAlone, contentType } = definition;
  // OAuth has its own rules, and no selection of members.
  const isSelectable = path.startsWith('/2.0/') && ('200' in responses || '201' in responses);
  const querystring = Type.Object({
    ...schemas.querystring?.properties,
    ...(isSelectable && selectionParameter),
  });
  app.route({
    method,
    url: path,
    config: { ...(isOpenToAll && { [openToAll]: true }), ...(isJsonAlone && { [jsonAlone]: true }) },
    ...(bodyLimit !== undefined && { bodyLimit }),
    schema: {
      operationId,
      summary,
      description: `${definition.description}${scopeSentence(scopes)}`,
      tags: [tag],
      security: isOpenToAll ? [] : securityFor(method, scopes),
      ...(rest !== undefined && { 'x-rest': rest }),
      ...(documentedBody && { 'x-body': documentedBody }),
      ...(schemas.body && { consumes: isJsonAlone ? [jsonType] : [jsonType, formType] }),
      ...schemas,
      querystring,
      response: {
        '4xx': ErrorAnswer,
        '5xx': ErrorAnswer,
        // A selection may be too long.
        ...(isSelectable && { 400: ErrorAnswer }),
        ...(contentType === undefined ? responses : withContentType(responses, contentType)),
      },
    },
    // A body is optional on the wire; what it must hold is for the schema to say.
    preValidation: (request, _reply, done) => {
      if (schemas.body !== undefined) request.body ??= {};
      done();
    },
    handler: async (request, reply) => {
      const { params, query, body } = request;
      const select = isSelectable ? selectionOf(query as { readonly fields?: string }) : undefined;
      const links = createLinks(requestOrigin(request, service.publicUrl));
      const context: ActionContext = { ...service, caller: callerOf(request) };
      const typed = { params, query, body, context, links, raw: request } as TypedRequest<Partial<Schemas>>;
      const answer = await definition.handle(typed, reply);
      if (select === undefined) return answer;
      // What is left of it need not be what the schema of the whole promises.
      reply.serializer(JSON.stringify).type('application/json; charset=utf-8');
      return select(answer);
    },
  });
}

/** Says of the answer to a request that is well that it is no JSON. */
function withContentType({ 200: schema, ...others }: Endpoint['responses'], contentType: string) {
  return { ...others, 200: { content: { [contentType]: { schema } } } };
}

/** Reads `fields` before anything is done, so that a wrong one changes nothing. */
export function selectionOf({ fields }: { readonly fields?: string }): ((answer: unknown) => unknown) | undefined {
  if (fields === undefined || fields === '') return undefined;
  const selection = parseFieldSelection(fields);
  return (answer) => selectFields(answer, selection);
}
