import { type AccessToken, isValidAt } from '../domain/access-token.ts';
import { isCalled } from '../domain/account.ts';
import type { Caller } from '../domain/caller.ts';
import type { Instant } from '../domain/instant.ts';
import type { ScopeRules } from '../domain/scope.ts';
import type { AccessTokenStore } from '../store/access-token-store.ts';
import type { ServiceContext } from './context.ts';
import { findBySecret } from './find-by-secret.ts';
import { grantsOf } from './grants-of.ts';

export interface SentToken {
  readonly secret: string;
  /** The user name that came with it; absent when it stands for nobody in particular. */
  readonly name?: string | undefined;
  readonly address?: string | undefined;
}

/** How often the last use of a token is written down: a write for each request would cost more than the request. */
const useStepMicroseconds = 60_000_000;

/**
 * Who holds the token, and what they may do with it. `expired` for one that an OAuth 2 client has held for too long, and can get
 * anew. `undefined` when nobody holds it: it is unknown, over, revoked, of an account that is not active any more or has another
 * name, or no secret to send along with requests.
 */
export async function findTokenCaller(
  { store, clock }: Pick<ServiceContext, 'store' | 'clock'>,
  rules: ScopeRules,
  { secret, name, address }: SentToken,
): Promise<Caller | 'expired' | undefined> {
  const found = await findBySecret({ store }, secret);
  if (found === undefined) return undefined;
  const { token, permissions } = found;
  const { account } = token;
  const now = clock.now();
  if (!isSentAlong(token) || !hasName(account, name)) return undefined;
  if (!isValidAt(token, now)) return hasExpired(token, now) ? 'expired' : undefined;
  rememberUse(store.accessTokens, token, now);
  return {
    name: account.name,
    account,
    grants: grantsOf({ account, permissions, token }, rules),
    credential: { kind: 'token', uuid: token.uuid },
    address,
  };
}

function isSentAlong({ kind }: AccessToken): boolean {
  return kind === 'token' || kind === 'access';
}

function hasName(account: AccessToken['account'], name: string | undefined): boolean {
  // Many programs have a field for the user name that people leave empty.
  return name === undefined || name === '' || isCalled(account, name);
}

/** Whether it would count, had it not expired. */
function hasExpired(token: AccessToken, now: Instant): boolean {
  return token.kind === 'access' && isValidAt({ ...token, expiresOn: undefined }, now);
}

/** The request does not wait for it, and counts whether or not it succeeds. */
function rememberUse(tokens: AccessTokenStore, { uuid, lastUsedOn = 0 }: AccessToken, now: Instant): void {
  if (now - lastUsedOn < useStepMicroseconds) return;
  tokens.touchAccessToken({ uuid, at: now }).catch(() => {});
}
