import * as client from 'openid-client';
import type { GuardedFetch } from '../outgoing/guarded-fetch.ts';

/** How this server is known to a provider. */
export interface ProviderSettings {
  /** As the provider calls itself. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

interface DiscoveryOptions {
  readonly fetch: GuardedFetch['fetch'];
  readonly timeoutMs: number;
}

/** What a provider says of itself changes seldom, and its keys are asked for again when one is missing. */
const freshMs = 60 * 60 * 1000;

/** Asks the provider where things are, when that is first wanted and from time to time. A failure is not remembered. */
export function createDiscovery(
  settings: ProviderSettings,
  options: DiscoveryOptions,
): () => Promise<client.Configuration> {
  let known: { readonly found: Promise<client.Configuration>; readonly staleAt: number } | undefined;
  return async () => {
    if (known === undefined || known.staleAt <= performance.now()) {
      known = { found: discover(settings, options), staleAt: performance.now() + freshMs };
    }
    const current = known;
    try {
      return await current.found;
    } catch (error) {
      if (known === current) known = undefined;
      throw error;
    }
  };
}

async function discover(
  { issuer, clientId, clientSecret }: ProviderSettings,
  { fetch, timeoutMs }: DiscoveryOptions,
): Promise<client.Configuration> {
  const url = new URL(issuer);
  const execute = [client.enableNonRepudiationChecks];
  // Only a provider on this machine itself can be asked so, and only at its own origin.
  if (url.protocol === 'http:') execute.push(client.allowInsecureRequests);
  const configuration = await client.discovery(url, clientId, undefined, authenticate(clientSecret), {
    [client.customFetch]: (address, { method, headers, body, signal }) => {
      if (body instanceof ReadableStream || body instanceof ArrayBuffer)
        throw new TypeError('A body of this kind is never sent.');
      return fetch(address, { method, headers, body, signal });
    },
    timeout: timeoutMs / 1000,
    execute,
  });
  requireSafeAuthorization(configuration.serverMetadata().authorization_endpoint, url);
  return configuration;
}

/** The way that the provider takes; that of the standard where it does not say. */
function authenticate(clientSecret: string): client.ClientAuth {
  const [basic, post] = [client.ClientSecretBasic(clientSecret), client.ClientSecretPost(clientSecret)];
  return (server, ...rest) => {
    const { token_endpoint_auth_methods_supported: methods = ['client_secret_basic'] } = server;
    return (methods.includes('client_secret_basic') ? basic : post)(server, ...rest);
  };
}

/** Browsers are sent there; everything else is asked by ourselves, through what guards it. */
function requireSafeAuthorization(endpoint: string | undefined, issuer: URL): void {
  const url = URL.parse(endpoint ?? '');
  if (url?.protocol === 'https:' || url?.origin === issuer.origin) return;
  throw new Error('The provider names no authorization endpoint that speaks TLS.');
}
