import { createSign, generateKeyPairSync } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { type LocalServer, oidcClient, startLocalServer } from './start-provider.ts';

export interface HostileProvider extends LocalServer {
  /** What it says of itself in place of the truth. */
  metadata: Readonly<Record<string, unknown>>;
  /** What its ID tokens hold in place of the truth. */
  claims: Readonly<Record<string, unknown>>;
  /** Changes a token after it was signed. */
  forge: (token: string) => string;
  /** The nonce that it was asked for. */
  nonce: string;
  /** Answers a path in its own way. */
  readonly answers: Map<string, (response: ServerResponse) => void>;
}

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

/** A provider that does everything right unless told otherwise. */
export async function startHostileProvider(): Promise<HostileProvider> {
  const local = await startLocalServer();
  const provider: HostileProvider = Object.assign(local, {
    metadata: {},
    claims: {},
    forge: (token: string) => token,
    nonce: '',
    answers: new Map(),
  });
  local.answer = (request, response) => {
    const { pathname: path } = new URL(request.url ?? '', local.origin);
    const own = provider.answers.get(path);
    if (own) return own(response);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(answerTo(provider, path)));
  };
  return provider;
}

function answerTo(provider: HostileProvider, path: string): unknown {
  const { origin } = provider;
  switch (path) {
    case '/.well-known/openid-configuration':
      return {
        issuer: origin,
        authorization_endpoint: `${origin}/authorize`,
        token_endpoint: `${origin}/token`,
        userinfo_endpoint: `${origin}/userinfo`,
        jwks_uri: `${origin}/keys`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
        ...provider.metadata,
      };
    case '/token':
      return { access_token: 'opaque', token_type: 'Bearer', id_token: provider.forge(sign(provider)) };
    case '/userinfo':
      return { sub: 'mallory' };
    case '/keys':
      return { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'one', use: 'sig', alg: 'RS256' }] };
    default:
      return {};
  }
}

function sign({ origin, nonce, claims }: HostileProvider): string {
  const now = Math.floor(Date.now() / 1000);
  const truth = { iss: origin, aud: oidcClient.oidcClientId, sub: 'mallory', iat: now, exp: now + 60, nonce };
  const signed = [
    { alg: 'RS256', kid: 'one' },
    { ...truth, ...claims },
  ]
    .map(encode)
    .join('.');
  return `${signed}.${createSign('RSA-SHA256').update(signed).sign(privateKey, 'base64url')}`;
}

export function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
