import { type AccessToken, accessTokenNotFound } from '../domain/access-token.ts';
import { auditOfToken } from './audit-of-token.ts';
import type { ActionContext } from './context.ts';
import { type AccessTokenAddress, getAccessToken } from './get-access-token.ts';

/**
 * From now on it counts nowhere, nor does anything that an OAuth 2 client was given for it. Who has signed in in person may
 * revoke their own, and a token itself; all others take the scope `account:write` on the whole server. Throws not_found for one that was revoked before, too.
 */
export async function revokeAccessToken(
  context: Pick<ActionContext, 'store' | 'clock' | 'caller'>,
  address: AccessTokenAddress,
): Promise<AccessToken> {
  const token = await getAccessToken(context, address);
  const revoked = await context.store.accessTokens.revokeAccessToken(
    { uuid: token.uuid, at: context.clock.now() },
    auditOfToken(context, 'revoked', token),
  );
  if (revoked === undefined) throw accessTokenNotFound(address.id);
  return { ...revoked, placeName: token.placeName };
}
