import type { FastifyReply } from 'fastify';
import type { AccessTokenWish } from '../../actions/access-token-wish.ts';
import { createAccessToken } from '../../actions/create-access-token.ts';
import { parsePlace } from '../../domain/parse-place.ts';
import { endpoint } from '../endpoint.ts';
import { ErrorAnswer } from '../schemas.ts';
import { ConsumerBody, CreatedConsumer, CreatedToken, TokenBody } from './access-token-schemas.ts';
import { presentConsumer, presentToken } from './present-access-token.ts';

const bounds =
  'It can do no more, nowhere else and no longer than whoever makes it: a 403 names what is missing. This takes the scope `account:write` on the whole server. The secret is shown this once.';

const errors = { 400: ErrorAnswer, 401: ErrorAnswer, 404: ErrorAnswer };

export function postToken() {
  return endpoint({
    method: 'POST',
    path: '/signalbox/1/tokens',
    operationId: 'createToken',
    summary: 'Create an access token',
    description: bounds,
    tag: 'Access tokens',
    scopes: ['account:write'],
    schemas: { body: TokenBody },
    responses: { 201: CreatedToken, ...errors },
    async handle({ context, body, links }, reply) {
      const { token, secret } = await createAccessToken(context, wishOf('token', body));
      return created(reply, { ...presentToken(token, links), token: secret });
    },
  });
}

export function postConsumer() {
  return endpoint({
    method: 'POST',
    path: '/signalbox/1/consumers',
    operationId: 'createConsumer',
    summary: 'Create an OAuth 2 consumer',
    description: `A client that gets access tokens at \`/site/oauth2/access_token\`. ${bounds}`,
    tag: 'Access tokens',
    scopes: ['account:write'],
    schemas: { body: ConsumerBody },
    responses: { 201: CreatedConsumer, ...errors },
    async handle({ context, body, links }, reply) {
      const { token, secret } = await createAccessToken(context, wishOf('consumer', body));
      return created(reply, { ...presentConsumer(token, links), secret });
    },
  });
}

function wishOf(kind: AccessTokenWish['kind'], { account, name, scopes, keys, expires, ...where }: TokenBody) {
  return {
    kind,
    account: account || undefined,
    name: name || undefined,
    place: parsePlace(where),
    scopes: [scopes].flat(),
    keyPatterns: keys == null ? undefined : [keys].flat(),
    expires: expires ?? undefined,
  };
}

/** Nothing on the way keeps a secret. */
function created<Answer extends ReturnType<typeof presentToken | typeof presentConsumer>>(
  reply: FastifyReply,
  answer: Answer,
): Answer {
  reply.status(201).header('location', answer.links.self.href).header('cache-control', 'no-store');
  return answer;
}
