import { type TSchema, Type } from 'typebox';
import type { ManagedTokenKind } from '../../actions/access-token-wish.ts';
import { listAccessTokens } from '../../actions/list-access-tokens.ts';
import type { AccessToken } from '../../domain/access-token.ts';
import type { Links } from '../../http/links.ts';
import { pageOf, pageParameters, parsePage, presentCollection } from '../collection.ts';
import { endpoint } from '../endpoint.ts';
import { ErrorAnswer } from '../schemas.ts';
import { ConsumerAnswer, TokenAnswer } from './access-token-schemas.ts';
import { presentConsumer, presentToken } from './present-access-token.ts';

interface Listing {
  readonly kind: ManagedTokenKind;
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  readonly answer: TSchema;
  readonly present: (token: AccessToken, links: Links) => object;
}

export function listTokens() {
  return list({
    kind: 'token',
    path: '/signalbox/1/tokens',
    operationId: 'listTokens',
    summary: 'List access tokens',
    answer: TokenAnswer,
    present: presentToken,
  });
}

export function listConsumers() {
  return list({
    kind: 'consumer',
    path: '/signalbox/1/consumers',
    operationId: 'listConsumers',
    summary: 'List OAuth 2 consumers',
    answer: ConsumerAnswer,
    present: presentConsumer,
  });
}

function list({ kind, present, answer, ...described }: Listing) {
  return endpoint({
    method: 'GET',
    ...described,
    description: 'Those that count, newest first. This takes the scope `account:write` on the whole server.',
    tag: 'Access tokens',
    scopes: ['account:write'],
    schemas: {
      querystring: Type.Object({
        ...pageParameters(),
        account: Type.Optional(Type.String({ description: 'Only those of this account.' })),
      }),
    },
    responses: { 200: pageOf(answer), 401: ErrorAnswer },
    async handle({ context, query, ...request }) {
      const asked = parsePage(query);
      const page = { offset: asked.offset, limit: asked.pagelen };
      const { values, size } = await listAccessTokens(context, { kind, account: query.account || undefined, ...page });
      return presentCollection(asked, { values: values.map((token) => present(token, request.links)), size }, request);
    },
  });
}
