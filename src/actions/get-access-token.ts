import { requireScopesAt, requireSignIn } from '../domain/access.ts';
import { type AccessToken, accessTokenNotFound } from '../domain/access-token.ts';
import { wholeServer } from '../domain/place.ts';
import { bracedUuid, isUuid } from '../domain/repository.ts';
import type { ManagedTokenKind } from './access-token-wish.ts';
import type { ActionContext } from './context.ts';

export interface AccessTokenAddress {
  readonly kind: ManagedTokenKind;
  /** The UUID, with or without braces. */
  readonly id: string;
}

/**
 * One that counts, has expired or was revoked, without its secret. Everybody may look at their own; those of others take that
 * scope on the whole server. Throws forbidden before it tells whether there is such a token, then not_found.
 */
export async function getAccessToken(
  { store, caller }: Pick<ActionContext, 'store' | 'caller'>,
  { kind, id }: AccessTokenAddress,
  scope: 'account' | 'account:write' = 'account',
): Promise<AccessToken> {
  requireSignIn(caller);
  const uuid = isUuid(id) ? id : bracedUuid(id);
  const found = isUuid(uuid) ? await store.accessTokens.findAccessTokenByUuid(uuid) : undefined;
  const token = found?.token.kind === kind ? found.token : undefined;
  const isOwn = token !== undefined && token.account.id === caller.account?.id;
  if (!isOwn) requireScopesAt(caller, wholeServer, [scope]);
  if (token === undefined) throw accessTokenNotFound(id);
  return token;
}
