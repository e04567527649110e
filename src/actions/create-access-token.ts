import { randomUUID } from 'node:crypto';
import { requireScopesAt } from '../domain/access.ts';
import type { AccessToken } from '../domain/access-token.ts';
import { type Account, accountNotFound, isCalled } from '../domain/account.ts';
import { isInPerson } from '../domain/caller.ts';
import { invalidFields, ServiceError } from '../domain/error.ts';
import { formatInstant, type Instant } from '../domain/instant.ts';
import { wholeServer } from '../domain/place.ts';
import { bracedUuid } from '../domain/repository.ts';
import { wrongCredentials } from '../domain/wrong-credentials.ts';
import { type AccessTokenWish, parseAccessTokenWish } from './access-token-wish.ts';
import { auditOfToken } from './audit-of-token.ts';
import type { ActionContext } from './context.ts';
import { createSecret } from './create-secret.ts';
import { locatePlace } from './locate-place.ts';
import { requireHeldForToken, requireToSpeakFor } from './require-held.ts';

/** With the secret, which nobody can find out any more afterwards. */
export interface CreatedAccessToken {
  readonly token: AccessToken;
  readonly secret: string;
}

type Context = Pick<ActionContext, 'store' | 'clock' | 'caller'>;

/**
 * Makes a token that may do no more, nowhere else and no longer than whoever makes it: forbidden otherwise, naming what is
 * missing. Tokens for others, and those that are made by a token, take the scope `account:write` on the whole server; who has
 * signed in with a password may make some of their own. Throws invalid when a member cannot be one, not_found for the account
 * and the place.
 */
export async function createAccessToken(context: Context, wish: AccessTokenWish): Promise<CreatedAccessToken> {
  const { store, clock, caller } = context;
  const { account, isBoundAnyway } = await chooseAccount(context, wish.account);
  const parsed = parseAccessTokenWish(wish, clock.now());
  const { place, placeName } = await locatePlace(context, wish.place);
  requireHeldForToken(caller, { ...parsed, place }, { isBoundAnyway });
  if (account.id !== caller.account?.id) requireToSpeakFor(caller, { ...parsed, place });
  await requireEnd(context, parsed.expiresOn);
  const { secret, hash } = createSecret();
  const uuid = bracedUuid(randomUUID());
  const token = await store.accessTokens.addAccessToken(
    { ...parsed, uuid, place, hash, accountId: account.id },
    auditOfToken(context, 'created', { ...parsed, uuid, place, placeName, account }),
  );
  return { token: { ...token, placeName }, secret };
}

/** `isBoundAnyway`: the token can never do more than its maker, whose permissions are asked for each request of it. */
async function chooseAccount(
  { store, caller }: Context,
  identifier: string | undefined,
): Promise<{ readonly account: Account; readonly isBoundAnyway: boolean }> {
  const own = caller.account;
  const isOwn = own !== undefined && (identifier === undefined || isCalled(own, identifier));
  // A token that leaks must not make others, which would outlive its revocation.
  if (isOwn && own.kind === 'user' && isInPerson(caller)) return { account: own, isBoundAnyway: true };
  requireScopesAt(caller, wholeServer, ['account:write']);
  if (isOwn) return { account: own, isBoundAnyway: false };
  if (identifier === undefined) throw invalidFields({ account: ['This field is required.'] });
  const account = await store.accounts.findAccount(identifier);
  if (account === undefined) throw accountNotFound(identifier);
  if (!account.isActive) throw new ServiceError('conflict', `The account '${account.name}' is not active.`);
  return { account, isBoundAnyway: false };
}

/** Throws forbidden for a token that is to live longer than the one that makes it. */
async function requireEnd({ store, caller }: Context, expiresOn: Instant | undefined): Promise<void> {
  const { uuid } = caller.credential ?? {};
  if (uuid === undefined) return;
  const maker = await store.accessTokens.findAccessTokenByUuid(uuid);
  // It has just been revoked.
  if (maker === undefined) throw wrongCredentials();
  const latest = maker.token.expiresOn;
  if (latest === undefined || (expiresOn !== undefined && expiresOn <= latest)) return;
  throw new ServiceError('forbidden', 'A token makes none that lives longer than itself.', {
    detail: `Yours expires on ${formatInstant(latest)}: say so, or an earlier time, with 'expires'.`,
  });
}
