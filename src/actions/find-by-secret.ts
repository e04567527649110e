import { timingSafeEqual } from 'node:crypto';
import type { FoundAccessToken } from '../store/access-token-store.ts';
import type { ServiceContext } from './context.ts';
import { hashToken } from './hash-token.ts';

/**
 * The token, of whatever kind and whether or not it still counts, that has this secret. The database has compared a hash, whose time
 * tells nothing of the secret; the answer does not depend on how it did.
 */
export async function findBySecret(
  { store }: Pick<ServiceContext, 'store'>,
  secret: string,
): Promise<FoundAccessToken | undefined> {
  const hash = hashToken(secret);
  const found = await store.accessTokens.findAccessToken(hash);
  return found !== undefined && timingSafeEqual(found.hash, hash) ? found : undefined;
}
