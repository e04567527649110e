import { type AccessTokenWish, type ManagedTokenKind, parseAccessTokenWish } from '../../actions/access-token-wish.ts';
import { type CreatedAccessToken, createAccessToken } from '../../actions/create-access-token.ts';
import { createAccount } from '../../actions/create-account.ts';
import type { AccessTokenAddress } from '../../actions/get-access-token.ts';
import { listAccessTokens } from '../../actions/list-access-tokens.ts';
import { revokeAccessToken } from '../../actions/revoke-access-token.ts';
import type { AccessToken } from '../../domain/access-token.ts';
import { type AdministrationContext, allOfThem } from './administration-context.ts';
import { requirePlace } from './require-place.ts';

export interface AccessTokenAdministration {
  /** Makes the account, too, as a service, where it is missing. See `actions/create-access-token.ts` for what is refused. */
  createAccessToken(
    wish: AccessTokenWish & { readonly account: string },
  ): Promise<CreatedAccessToken & { readonly isNewAccount: boolean }>;
  listAccessTokens(asked: {
    readonly kind: ManagedTokenKind;
    readonly account?: string | undefined;
  }): Promise<readonly AccessToken[]>;
  revokeAccessToken(address: AccessTokenAddress): Promise<AccessToken>;
}

export function administerAccessTokens(context: AdministrationContext): AccessTokenAdministration {
  return {
    async createAccessToken(wish) {
      await requirePlace(context, wish.place);
      if ((await context.store.accounts.findAccount(wish.account)) !== undefined) {
        return { ...(await createAccessToken(context, wish)), isNewAccount: false };
      }
      // Nothing is left behind by a wish that is refused.
      parseAccessTokenWish(wish, context.clock.now());
      await createAccount(context, { name: wish.account, kind: 'service' });
      return { ...(await createAccessToken(context, wish)), isNewAccount: true };
    },
    async listAccessTokens(asked) {
      const { values } = await listAccessTokens(context, { ...asked, ...allOfThem });
      return values;
    },
    revokeAccessToken: (address) => revokeAccessToken(context, address),
  };
}
