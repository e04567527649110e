import { randomUUID } from 'node:crypto';
import { type AccessToken, isValidAt } from '../domain/access-token.ts';
import type { Instant } from '../domain/instant.ts';
import { bracedUuid } from '../domain/repository.ts';
import type { ServiceContext } from './context.ts';
import { createSecret } from './create-secret.ts';
import { findBySecret } from './find-by-secret.ts';

type Context = Pick<ServiceContext, 'store' | 'clock'>;

export interface GrantedAccessToken {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresInSeconds: number;
  readonly scopes: AccessToken['scopes'];
}

const second = 1_000_000;

/** As recorded of bitbucket.org. */
export const accessSeconds = 7200;

/** A client that was away for longer has its secret to begin anew. Not for ever: one is made for each time a client begins. */
const refreshSeconds = 30 * 24 * 3600;

/**
 * Gives an OAuth 2 consumer a new access token, which may do what the consumer may, and with which it ends; and a refresh token
 * for more of them, or, where it has sent one, the same. `undefined` when the refresh token is not one of the consumer's, or has
 * expired, or the consumer has just been revoked.
 */
export async function grantAccessToken(
  context: Context,
  {
    consumerUuid,
    refreshToken,
  }: { readonly consumerUuid?: string | undefined; readonly refreshToken?: string | undefined },
): Promise<GrantedAccessToken | undefined> {
  const consumer = await findConsumerByUuid(context, consumerUuid);
  if (consumer === undefined) return undefined;
  const now = context.clock.now();
  if (refreshToken !== undefined && !(await isRefreshToken(context, consumer, refreshToken, now))) return undefined;
  const end = endOf(consumer, now, accessSeconds);
  const refreshEnd = endOf(consumer, now, refreshSeconds);
  const [accessToken, newRefreshToken] = await Promise.all([
    addToken(context, consumer, { kind: 'access', now, end }),
    refreshToken ?? addToken(context, consumer, { kind: 'refresh', now, end: refreshEnd }),
  ]);
  const expiresInSeconds = Math.floor((end - now) / second);
  return { accessToken, refreshToken: newRefreshToken, expiresInSeconds, scopes: consumer.scopes };
}

async function findConsumerByUuid({ store }: Context, uuid: string | undefined): Promise<AccessToken | undefined> {
  const found = uuid === undefined ? undefined : await store.accessTokens.findAccessTokenByUuid(uuid);
  return found?.token.kind === 'consumer' ? found.token : undefined;
}

async function isRefreshToken(
  { store }: Context,
  consumer: AccessToken,
  secret: string,
  now: Instant,
): Promise<boolean> {
  const sent = await findBySecret({ store }, secret);
  if (sent?.token.kind !== 'refresh' || !isValidAt(sent.token, now)) return false;
  const found = await store.accessTokens.findAccessTokenByUuid(sent.token.uuid);
  return found?.consumerUuid === consumer.uuid;
}

function endOf({ expiresOn = Number.POSITIVE_INFINITY }: AccessToken, now: Instant, seconds: number): Instant {
  return Math.min(now + seconds * second, expiresOn);
}

async function addToken(
  { store }: Context,
  consumer: AccessToken,
  { kind, now, end }: { readonly kind: 'access' | 'refresh'; readonly now: Instant; readonly end: Instant },
): Promise<string> {
  const { secret, hash } = createSecret();
  const { name, place, scopes, keyPatterns, account, uuid: consumerUuid } = consumer;
  const rights = { place, scopes, keyPatterns, expiresOn: end };
  const token = { uuid: bracedUuid(randomUUID()), kind, name, ...rights, hash, createdOn: now };
  await store.accessTokens.addAccessToken({ ...token, accountId: account.id, consumerUuid });
  return secret;
}
