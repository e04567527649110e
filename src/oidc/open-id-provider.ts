import * as client from 'openid-client';
import { clip } from '../domain/clip.ts';
import { ServiceError } from '../domain/error.ts';
import type { Identity, IdentityProvider } from '../domain/identity-provider.ts';
import { createGuardedFetch } from '../outgoing/guarded-fetch.ts';
import { createDiscovery, type ProviderSettings } from './discovery.ts';
import { toIdentity } from './to-identity.ts';

export interface OpenIdProvider extends IdentityProvider, AsyncDisposable {}

/** What the provider is asked for about somebody. */
const scope = 'openid profile email';

/** How long a provider may take to answer, and how much it may say. */
const limits = { timeoutMs: 5000, maxBytes: 256 * 1024 } as const;

/** A provider of OpenID Connect, by the authorization code flow with PKCE. It is asked nothing before somebody signs in. */
export function createOpenIdProvider(settings: ProviderSettings): OpenIdProvider {
  const issuer = new URL(settings.issuer);
  const guarded = createGuardedFetch({ ...limits, trustedOrigin: issuer.origin });
  const discover = createDiscovery(settings, { ...limits, fetch: guarded.fetch });
  return {
    name: issuer.host,

    async begin(callbackUrl) {
      const configuration = await translate(discover);
      const [state, nonce, codeVerifier] = [
        client.randomState(),
        client.randomNonce(),
        client.randomPKCECodeVerifier(),
      ];
      const url = client.buildAuthorizationUrl(configuration, {
        redirect_uri: callbackUrl,
        scope,
        state,
        nonce,
        code_challenge: await client.calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
      });
      return { url: url.href, checks: { state, nonce, codeVerifier } };
    },

    finish: ({ url, checks: { state, nonce, codeVerifier } }) =>
      translate(async () => {
        const configuration = await discover();
        const tokens = await client.authorizationCodeGrant(configuration, new URL(url), {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: codeVerifier,
          idTokenExpected: true,
        });
        return identify(configuration, tokens);
      }),

    [Symbol.asyncDispose]: () => guarded[Symbol.asyncDispose](),
  };
}

type Tokens = Awaited<ReturnType<typeof client.authorizationCodeGrant>>;

/** Most providers tell about somebody only when they are asked with the access token. */
async function identify(configuration: client.Configuration, tokens: Tokens): Promise<Identity> {
  const claims = tokens.claims();
  if (claims === undefined) throw new Error('The provider has sent no ID token.');
  if (configuration.serverMetadata().userinfo_endpoint === undefined) return toIdentity(claims, {});
  const told = await client.fetchUserInfo(configuration, tokens.access_token, claims.sub);
  return toIdentity(claims, told);
}

/** What went wrong between us and the provider is for the log; whoever signs in is told what to do. */
async function translate<Result>(ask: () => Promise<Result>): Promise<Result> {
  try {
    return await ask();
  } catch (cause) {
    if (cause instanceof client.AuthorizationResponseError) {
      const detail = `The provider did not let you in: ${clip(cause.error_description ?? cause.error)}.`;
      throw new ServiceError('forbidden', 'The provider did not let you in.', { detail, cause });
    }
    if (cause instanceof client.ResponseBodyError && cause.error === 'invalid_grant') {
      const detail = 'This way in has been used, or has taken too long. Sign in once more.';
      throw new ServiceError('forbidden', 'The provider knows nothing of this any more.', { detail, cause });
    }
    throw new ServiceError('unavailable', 'The provider does not answer as it must.', {
      detail:
        'Signing in there does not work just now: the provider does not answer as it must. The log of the server says why.',
      cause,
    });
  }
}
