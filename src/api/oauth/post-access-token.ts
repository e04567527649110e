import type { FastifyReply } from 'fastify';
import { type Static, Type } from 'typebox';
import { type Credentials, credentialsOf } from '../../http/credentials.ts';
import { type ApiContext, endpoint } from '../endpoint.ts';
import { ErrorAnswer } from '../schemas.ts';

/** How long bitbucket.org's tokens last. Ours last as long as the access token behind them; clients ask again in time. */
const lifetimeSeconds = 7200;

/** What a client may do, in Bitbucket's words. */
const scopes = 'repository:write pullrequest:write webhook account';

const grantTypes = ['client_credentials', 'refresh_token'] as const;

const Text = Type.Optional(Type.String({ format: 'text' }));

const AccessTokenBody = Type.Object(
  {
    grant_type: Type.Optional(Type.String({ description: `One of ${grantTypes.join(', ')}.` })),
    client_id: Text,
    client_secret: Text,
    refresh_token: Text,
  },
  { examples: [{ grant_type: 'client_credentials', client_id: 'ci', client_secret: 'secret' }] },
);

const AccessTokenAnswer = Type.Object({
  access_token: Type.String(),
  token_type: Type.Literal('bearer'),
  expires_in: Type.Integer(),
  refresh_token: Type.String(),
  scopes: Type.String(),
  state: Type.String(),
});

/** What is wrong with the grant is told as OAuth has it, what is wrong with the request as everywhere else. */
const OAuthError = Type.Union([Type.Object({ error: Type.String(), error_description: Type.String() }), ErrorAnswer], {
  description: 'An error.',
});

/**
 * The token end of OAuth 2 for clients that know no other way in. The secret of a client is an access token of the
 * server, and is what it gets back: a credential of another kind would be one more to keep and to revoke.
 */
export function postAccessToken({ identifyCaller }: ApiContext) {
  return endpoint({
    method: 'POST',
    path: '/site/oauth2/access_token',
    isOpenToAll: true,
    operationId: 'createAccessToken',
    summary: 'Get an access token as an OAuth 2 client',
    description:
      'For clients that sign in so: the id may be anything, the secret is an access token of this server. `signalbox dev` takes any.',
    tag: 'OAuth',
    scopes: [],
    schemas: { body: AccessTokenBody },
    responses: { 200: AccessTokenAnswer, 400: OAuthError, 401: OAuthError },
    async handle({ body, raw }, reply) {
      const grant = grantTypes.find((type) => type === body.grant_type);
      if (grant === undefined) {
        return refuse(reply, 400, 'unsupported_grant_type', `The grant_type is one of ${grantTypes.join(', ')}.`);
      }
      const client = credentialsOf(raw) ?? clientOf(body);
      if (client === undefined || (await identifyCaller(raw, reply, client)) === undefined) {
        return refuse(reply, 401, 'invalid_client', 'The secret of the client is not an access token of this server.');
      }
      reply.header('cache-control', 'no-store');
      return {
        access_token: client.token,
        token_type: 'bearer' as const,
        expires_in: lifetimeSeconds,
        refresh_token: client.token,
        scopes,
        state: grant,
      };
    },
  });
}

function clientOf({ client_id: name, client_secret: token }: Static<typeof AccessTokenBody>): Credentials | undefined {
  return token === undefined ? undefined : { name, token };
}

/** The form of RFC 6749, section 5.2. */
function refuse(reply: FastifyReply, status: 400 | 401, error: string, description: string) {
  reply.status(status);
  if (status === 401) reply.header('www-authenticate', 'Basic realm="Signalbox"');
  return { error, error_description: description };
}
