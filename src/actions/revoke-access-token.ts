import { type AccessToken, accessTokenNotFound } from '../domain/access-token.ts';
import type { ActionContext } from './context.ts';
import { type AccessTokenAddress, getAccessToken } from './get-access-token.ts';

/**
 * From now on it counts nowhere, nor does anything that an OAuth 2 client was given for it. Everybody may revoke their own; those
 * of others take the scope `account:write` on the whole server. Throws not_found for one that was revoked before, too.
 */
export async function revokeAccessToken(
  context: Pick<ActionContext, 'store' | 'clock' | 'caller'>,
  address: AccessTokenAddress,
): Promise<AccessToken> {
  const { uuid, placeName } = await getAccessToken(context, address, 'account:write');
  const revoked = await context.store.accessTokens.revokeAccessToken({ uuid, at: context.clock.now() });
  if (revoked === undefined) throw accessTokenNotFound(address.id);
  return { ...revoked, placeName };
}
