import { expect } from 'vitest';
import { documentedCommit } from '../../support/addresses.ts';
import type { ClientRequest } from './client-request.ts';

const tokenAnswer = {
  access_token: 'secret',
  token_type: 'bearer',
  expires_in: 7200,
  refresh_token: expect.any(String),
  scopes: expect.any(String),
};

const tokenRequests: readonly ClientRequest[] = [
  {
    client: 'danger',
    sends: 'the id and the secret of an OAuth 2 client as Basic authentication',
    request: `
      POST /site/oauth2/access_token HTTP/1.1
      Host: bitbucket.org
      Authorization: Basic Y2k6c2VjcmV0
      Content-Type: application/x-www-form-urlencoded

      grant_type=client_credentials`,
    needs: { status: 200, reason: 'OK', body: tokenAnswer },
  },
  {
    client: 'x/oauth2 of Go',
    sends: 'both in the body',
    request: `
      POST /site/oauth2/access_token HTTP/1.1
      Host: bitbucket.org
      Content-Type: application/x-www-form-urlencoded

      client_id=ci&client_secret=secret&grant_type=client_credentials`,
    needs: { status: 200, body: tokenAnswer },
  },
  {
    client: 'Jenkins',
    sends: 'a refresh token',
    request: `
      POST /site/oauth2/access_token HTTP/1.1
      Host: bitbucket.org
      Authorization: Basic Y2k6c2VjcmV0
      Content-Type: application/x-www-form-urlencoded;charset=UTF-8

      grant_type=refresh_token&refresh_token=secret`,
    needs: { status: 200, body: tokenAnswer },
  },
  {
    client: 'Backstage',
    sends: 'a code that no page of ours gave it',
    request: `
      POST /site/oauth2/access_token HTTP/1.1
      Host: bitbucket.org
      Authorization: Basic Y2k6c2VjcmV0
      Content-Type: application/x-www-form-urlencoded

      grant_type=authorization_code&code=abc`,
    needs: { status: 400, body: { error: 'unsupported_grant_type' } },
  },
  {
    client: 'Buildbot',
    sends: 'a secret that is no access token',
    server: 'serve',
    request: `
      POST /site/oauth2/access_token HTTP/1.1
      Host: bitbucket.org
      Authorization: Basic Y2k6c2VjcmV0
      Content-Type: application/x-www-form-urlencoded

      grant_type=client_credentials`,
    needs: { status: 401, body: { error: 'invalid_client' } },
  },
];

const served = (authorization: string, key: string, query = '') =>
  `POST /2.0/repositories/acme/widgets/commit/${documentedCommit}/statuses/build${query} HTTP/1.1\n${authorization}\nContent-Type: application/json\n\n{"key":"${key}","state":"FAILED"}`;

const directRequests: readonly ClientRequest[] = [
  {
    client: 'TeamCity',
    sends: 'a token as a Bearer token, unasked',
    server: 'serve',
    request: served('Authorization: Bearer <token>', 'bearer'),
    needs: { status: 201 },
  },
  {
    client: 'a script',
    sends: 'a token as a parameter',
    server: 'serve',
    request: 'GET /2.0/user?access_token=<token> HTTP/1.1',
    needs: { status: 200, body: { type: 'user' } },
  },
  {
    client: 'codecov',
    sends: 'nothing but OAuth 1, which nobody can check',
    server: 'serve',
    request: served('Authorization: OAuth oauth_consumer_key="key"', 'oauth1', '?oauth_signature=x'),
    needs: { status: 401, reason: 'Unauthorized', headers: { 'www-authenticate': 'Basic realm="Signalbox"' } },
  },
];

/** How clients say who they are, and how they get what they say it with. */
export const credentialRequests: readonly ClientRequest[] = [...tokenRequests, ...directRequests];
