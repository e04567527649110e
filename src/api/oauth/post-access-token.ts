import type { FastifyReply } from 'fastify';
import { type Static, Type } from 'typebox';
import { accessSeconds, type GrantedAccessToken, grantAccessToken } from '../../actions/grant-access-token.ts';
import { allScopes } from '../../domain/scope.ts';
import { type Credentials, credentialsOf } from '../../http/credentials.ts';
import { type ApiContext, endpoint } from '../endpoint.ts';
import { ErrorAnswer } from '../schemas.ts';

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

/** The token end of OAuth 2, for the clients that know no other way in. */
export function postAccessToken({ identifyClient, store, clock }: ApiContext) {
  return endpoint({
    method: 'POST',
    path: '/site/oauth2/access_token',
    isOpenToAll: true,
    operationId: 'createAccessToken',
    summary: 'Get an access token as an OAuth 2 client',
    description:
      'For a consumer, which sends its key and its secret with Basic authentication or in the body. The access token lasts two hours; the refresh token gets others. `signalbox dev` takes any key and secret.',
    tag: 'OAuth',
    scopes: [],
    schemas: { body: AccessTokenBody },
    responses: { 200: AccessTokenAnswer, 400: OAuthError, 401: OAuthError },
    async handle({ body, raw }, reply) {
      reply.header('cache-control', 'no-store');
      const grant = grantTypes.find((type) => type === body.grant_type);
      if (grant === undefined) return refuse(reply, 'unsupported_grant_type');
      const client = credentialsOf(raw) ?? clientOf(body);
      const caller = client && (await identifyClient(raw, reply, client));
      if (client === undefined || caller === undefined) return refuse(reply, 'invalid_client');
      if (caller.credential === undefined) return presentBelieved(client.token, grant);
      const refreshToken = grant === 'refresh_token' ? body.refresh_token : undefined;
      if (grant === 'refresh_token' && !refreshToken) return refuse(reply, 'invalid_request');
      const granted = await grantAccessToken({ store, clock }, { consumerUuid: caller.credential.uuid, refreshToken });
      return granted === undefined ? refuse(reply, 'invalid_grant') : presentGrant(granted, grant);
    },
  });
}

function clientOf({ client_id: name, client_secret: token }: Static<typeof AccessTokenBody>): Credentials | undefined {
  return token === undefined ? undefined : { name, token };
}

type GrantType = (typeof grantTypes)[number];

/** Exactly as recorded of bitbucket.org. */
function presentGrant(
  { accessToken, refreshToken, expiresInSeconds, scopes }: GrantedAccessToken,
  state: GrantType,
): Static<typeof AccessTokenAnswer> {
  return {
    scopes: scopes.join(' '),
    access_token: accessToken,
    expires_in: expiresInSeconds,
    token_type: 'bearer',
    state,
    refresh_token: refreshToken,
  };
}

/** In development everybody is believed, and whatever a client has sent will do. */
function presentBelieved(token: string, state: GrantType) {
  return presentGrant(
    { accessToken: token, refreshToken: token, expiresInSeconds: accessSeconds, scopes: allScopes },
    state,
  );
}

/** By the names of RFC 6749, section 5.2. */
const refusals = {
  unsupported_grant_type: { status: 400, description: `The grant_type is one of ${grantTypes.join(', ')}.` },
  invalid_request: { status: 400, description: 'A refresh takes the refresh_token.' },
  invalid_grant: { status: 400, description: 'The refresh token is not one of this client, or counts no more.' },
  invalid_client: { status: 401, description: 'There is no consumer with this key and this secret.' },
} as const;

function refuse(reply: FastifyReply, error: keyof typeof refusals) {
  const { status, description } = refusals[error];
  reply.status(status);
  if (status === 401) reply.header('www-authenticate', 'Basic realm="Signalbox"');
  return { error, error_description: description };
}
