import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

export interface Person {
  readonly sub: string;
  readonly email?: string;
  readonly email_verified?: boolean;
  readonly name?: string;
  readonly preferred_username?: string;
}

/** A server on this machine, whose answers are set afterwards. */
export interface LocalServer extends AsyncDisposable {
  readonly origin: string;
  /** The paths that it was asked for. */
  readonly asked: string[];
  /** How many connections were opened to it, also those over which nothing came that it understood. */
  readonly connections: number;
  answer: (request: IncomingMessage, response: ServerResponse) => void;
}

export async function startLocalServer(): Promise<LocalServer> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    local.answer(request, response);
  });
  let connections = 0;
  server.on('connection', () => {
    connections += 1;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const local: LocalServer = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    get connections() {
      return connections;
    },
    answer: (_request, response) => response.writeHead(404).end(),
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
  return local;
}

export const oidcClient = { oidcClientId: 'signalbox', oidcClientSecret: 'a-secret-of-the-client' } as const;

export interface RunningProvider extends AsyncDisposable {
  readonly issuer: string;
  /** Who signs in next. */
  person: Person;
  /** Whether people are let in. */
  letsIn: boolean;
  /** Lets it know the server, whose address is known only after it has started. */
  serve(baseUrl: string): void;
}

/** A real provider, which asks nobody for a password. */
export async function startProvider(): Promise<RunningProvider> {
  const local = await startLocalServer();
  const running: RunningProvider = {
    issuer: local.origin,
    person: { sub: 'nobody' },
    letsIn: true,
    serve(baseUrl) {
      const provider = createProvider(running, baseUrl);
      const handle = provider.callback();
      local.answer = (request, response) => {
        if (request.url?.startsWith('/interaction/')) finish(provider, running, request, response);
        else handle(request, response);
      };
    },
    [Symbol.asyncDispose]: () => local[Symbol.asyncDispose](),
  };
  return running;
}

function createProvider(running: RunningProvider, baseUrl: string): Provider {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const { oidcClientId: client_id, oidcClientSecret: client_secret } = oidcClient;
  return new Provider(running.issuer, {
    clients: [{ client_id, client_secret, redirect_uris: [`${baseUrl}/site/oidc/callback`] }],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'one' }] },
    cookies: { keys: [randomBytes(32).toString('hex')] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'preferred_username'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    findAccount: async (_context, accountId) => ({ accountId, claims: async () => ({ ...running.person }) }),
    ttl: { AccessToken: 60, AuthorizationCode: 60, Grant: 60, IdToken: 60, Interaction: 60, Session: 60 },
  });
}

/** What the pages of a provider would do with the people in front of them. */
async function finish(
  provider: Provider,
  { person, letsIn }: RunningProvider,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { prompt, params } = await provider.interactionDetails(request, response);
  if (!letsIn) {
    return provider.interactionFinished(request, response, {
      error: 'access_denied',
      error_description: 'Not <b>you</b>',
    });
  }
  if (prompt.name === 'login') {
    return provider.interactionFinished(request, response, { login: { accountId: person.sub } });
  }
  const grant = new provider.Grant({ accountId: person.sub, clientId: String(params.client_id) });
  grant.addOIDCScope(String(params.scope));
  const grantId = await grant.save();
  return provider.interactionFinished(request, response, { consent: { grantId } }, { mergeWithLastSubmission: true });
}
