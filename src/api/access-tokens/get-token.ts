import { getAccessToken } from '../../actions/get-access-token.ts';
import { endpoint } from '../endpoint.ts';
import { ErrorAnswer } from '../schemas.ts';
import { ConsumerAnswer, TokenAnswer, tokenParameters } from './access-token-schemas.ts';
import { presentConsumer, presentToken } from './present-access-token.ts';

const description =
  'Without its secret; also when it has expired or was revoked. A token may look at itself; others take the scope `account:write` on the whole server.';

export function getToken() {
  return endpoint({
    method: 'GET',
    path: '/signalbox/1/tokens/:id',
    operationId: 'getToken',
    summary: 'Get an access token',
    description,
    tag: 'Access tokens',
    scopes: ['account:write'],
    schemas: { params: tokenParameters },
    responses: { 200: TokenAnswer, 401: ErrorAnswer, 404: ErrorAnswer },
    async handle({ context, params, links }) {
      return presentToken(await getAccessToken(context, { kind: 'token', id: params.id }), links);
    },
  });
}

export function getConsumer() {
  return endpoint({
    method: 'GET',
    path: '/signalbox/1/consumers/:id',
    operationId: 'getConsumer',
    summary: 'Get an OAuth 2 consumer',
    description,
    tag: 'Access tokens',
    scopes: ['account:write'],
    schemas: { params: tokenParameters },
    responses: { 200: ConsumerAnswer, 401: ErrorAnswer, 404: ErrorAnswer },
    async handle({ context, params, links }) {
      return presentConsumer(await getAccessToken(context, { kind: 'consumer', id: params.id }), links);
    },
  });
}
