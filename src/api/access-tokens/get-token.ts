import type { TSchema } from 'typebox';
import type { ManagedTokenKind } from '../../actions/access-token-wish.ts';
import { getAccessToken } from '../../actions/get-access-token.ts';
import type { AccessToken } from '../../domain/access-token.ts';
import type { Links } from '../../http/links.ts';
import { endpoint } from '../endpoint.ts';
import { ErrorAnswer } from '../schemas.ts';
import { ConsumerAnswer, TokenAnswer, tokenParameters } from './access-token-schemas.ts';
import { presentConsumer, presentToken } from './present-access-token.ts';

export function getToken() {
  return get({
    kind: 'token',
    path: '/signalbox/1/tokens/:id',
    operationId: 'getToken',
    summary: 'Get an access token',
    description:
      'Without its secret; also when it has expired or was revoked. A token may look at itself; others take the scope `account:write` on the whole server.',
    answer: TokenAnswer,
    present: presentToken,
  });
}

export function getConsumer() {
  return get({
    kind: 'consumer',
    path: '/signalbox/1/consumers/:id',
    operationId: 'getConsumer',
    summary: 'Get an OAuth 2 consumer',
    description:
      'Without its secret; also when it has expired or was revoked. This takes the scope `account:write` on the whole server.',
    answer: ConsumerAnswer,
    present: presentConsumer,
  });
}

interface Getting {
  readonly kind: ManagedTokenKind;
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly answer: TSchema;
  readonly present: (token: AccessToken, links: Links) => unknown;
}

function get({ kind, answer, present, ...described }: Getting) {
  return endpoint({
    method: 'GET',
    ...described,
    tag: 'Access tokens',
    scopes: ['account:write'],
    schemas: { params: tokenParameters },
    responses: { 200: answer, 401: ErrorAnswer, 404: ErrorAnswer },
    async handle({ context, params, links }) {
      return present(await getAccessToken(context, { kind, id: params.id }), links);
    },
  });
}
