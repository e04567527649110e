import { Type } from 'typebox';
import type { ManagedTokenKind } from '../../actions/access-token-wish.ts';
import { revokeAccessToken } from '../../actions/revoke-access-token.ts';
import { endpoint } from '../endpoint.ts';
import { ErrorAnswer } from '../schemas.ts';
import { tokenParameters } from './access-token-schemas.ts';

export function deleteToken() {
  return revoke({
    kind: 'token',
    path: '/signalbox/1/tokens/:id',
    operationId: 'revokeToken',
    summary: 'Revoke an access token',
    description:
      'It counts no more, at once and on every process. A token may revoke itself; others take the scope `account:write` on the whole server.',
  });
}

export function deleteConsumer() {
  return revoke({
    kind: 'consumer',
    path: '/signalbox/1/consumers/:id',
    operationId: 'revokeConsumer',
    summary: 'Revoke an OAuth 2 consumer',
    description:
      'All access tokens that it was given end with it. This takes the scope `account:write` on the whole server.',
  });
}

interface Revocation {
  readonly kind: ManagedTokenKind;
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
}

function revoke({ kind, ...described }: Revocation) {
  return endpoint({
    method: 'DELETE',
    ...described,
    tag: 'Access tokens',
    scopes: ['account:write'],
    schemas: { params: tokenParameters },
    responses: { 204: Type.Null(), 401: ErrorAnswer, 404: ErrorAnswer },
    async handle({ context, params }, reply) {
      await revokeAccessToken(context, { kind, id: params.id });
      reply.status(204);
    },
  });
}
