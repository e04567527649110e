import { randomUUID } from 'node:crypto';
import { requireScopesAt } from '../domain/access.ts';
import type { AccessToken } from '../domain/access-token.ts';
import { type Account, accountNotFound, isCalled } from '../domain/account.ts';
import { invalidFields, ServiceError } from '../domain/error.ts';
import { formatInstant, type Instant } from '../domain/instant.ts';
import { type KeyPattern, parseKeyPattern } from '../domain/key-pattern.ts';
import { parseLabel } from '../domain/label.ts';
import type { PlaceAddress } from '../domain/located-place.ts';
import { parseLifetime } from '../domain/parse-lifetime.ts';
import { wholeServer } from '../domain/place.ts';
import { bracedUuid } from '../domain/repository.ts';
import { parseScopes } from '../domain/scope.ts';
import { wrongCredentials } from '../domain/wrong-credentials.ts';
import type { ActionContext } from './context.ts';
import { createSecret } from './create-secret.ts';
import { locatePlace } from './locate-place.ts';
import { reportsBuilds, requireHeldForToken } from './require-held.ts';

/** What people make: a token to send along, or the secret of an OAuth 2 client. */
export type ManagedTokenKind = Extract<AccessToken['kind'], 'token' | 'consumer'>;

export interface AccessTokenWish {
  readonly kind: ManagedTokenKind;
  /** Whose it is to be; the caller's own, unless told. */
  readonly account?: string | undefined;
  readonly name?: string | undefined;
  readonly place: PlaceAddress;
  readonly scopes: readonly string[];
  /** Absent: any key. */
  readonly keyPatterns?: readonly string[] | undefined;
  /** As `parseLifetime` reads it; absent: never. */
  readonly expires?: string | undefined;
}

/** With the secret, which nobody can find out any more afterwards. */
export interface CreatedAccessToken {
  readonly token: AccessToken;
  readonly secret: string;
}

type Context = Pick<ActionContext, 'store' | 'clock' | 'caller'>;

const maxKeyPatterns = 50;

/**
 * Makes a token that may do no more, nowhere else and no longer than whoever makes it: forbidden otherwise, naming what is
 * missing. Tokens for others, and those that are made by a token, take the scope `account:write` on the whole server; who has
 * signed in with a password may make some of their own. Throws invalid when a member cannot be one, not_found for the account
 * and the place.
 */
export async function createAccessToken(context: Context, wish: AccessTokenWish): Promise<CreatedAccessToken> {
  const { store, caller } = context;
  const { account, isBoundAnyway } = await chooseAccount(context, wish.account);
  const scopes = parseScopes(wish.scopes);
  const keyPatterns = parsePatterns(wish);
  if (keyPatterns !== undefined && !reportsBuilds(scopes)) throw keysOfNothing();
  const createdOn = context.clock.now();
  const expiresOn = wish.expires === undefined ? undefined : parseLifetime(wish.expires, createdOn);
  const name = parseLabel('name', wish.name ?? `made on ${formatInstant(createdOn).slice(0, 10)}`);
  const { place, placeName } = await locatePlace(context, wish.place);
  requireHeldForToken(caller, { place, scopes, keyPatterns }, { isBoundAnyway });
  await requireEnd(context, expiresOn);
  const { secret, hash } = createSecret();
  const uuid = bracedUuid(randomUUID());
  const rights = { place, scopes, keyPatterns, expiresOn };
  const added = { uuid, kind: wish.kind, name, ...rights, hash, accountId: account.id, createdOn };
  return { token: { ...(await store.accessTokens.addAccessToken(added)), placeName }, secret };
}

async function chooseAccount(
  { store, caller }: Context,
  identifier: string | undefined,
): Promise<{ readonly account: Account; readonly isBoundAnyway: boolean }> {
  const own = caller.account;
  const { kind, uuid } = caller.credential ?? {};
  const isOwn = own !== undefined && (identifier === undefined || isCalled(own, identifier));
  // A token that leaks must not make others that outlive its revocation; a password is asked for.
  if (isOwn && own.kind === 'user' && kind === 'session' && uuid === undefined)
    return { account: own, isBoundAnyway: true };
  requireScopesAt(caller, wholeServer, ['account:write']);
  const account = isOwn ? own : await store.accounts.findAccount(identifier ?? '');
  if (identifier === undefined && account === undefined) throw invalidFields({ account: ['This field is required.'] });
  if (account === undefined) throw accountNotFound(identifier ?? '');
  if (!account.isActive) throw new ServiceError('conflict', `The account '${account.name}' is not active.`);
  return { account, isBoundAnyway: false };
}

function parsePatterns({ keyPatterns }: AccessTokenWish): readonly KeyPattern[] | undefined {
  if (keyPatterns === undefined) return undefined;
  if (keyPatterns.length >= 1 && keyPatterns.length <= maxKeyPatterns)
    return [...new Set(keyPatterns.map(parseKeyPattern))];
  throw invalidFields({ keys: [`Name 1 to ${maxKeyPatterns} patterns, or leave them out for any key.`] });
}

function keysOfNothing(): ServiceError {
  return invalidFields({
    keys: ['Patterns bound which keys builds are reported under: add the scope buildstatus:write.'],
  });
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
