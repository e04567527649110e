import { requireScopesAt, requireSignIn } from '../domain/access.ts';
import { type AccessToken, accessTokenNotFound } from '../domain/access-token.ts';
import { type Caller, isInPerson } from '../domain/caller.ts';
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
 * One that counts, has expired or was revoked, without its secret. A token may look at itself, and who has
 * signed in in person at all of their own; others take the scope `account:write` on the whole server. Throws forbidden before it tells whether there is such a token, then not_found.
 */
export async function getAccessToken(
  { store, caller }: Pick<ActionContext, 'store' | 'caller'>,
  { kind, id }: AccessTokenAddress,
): Promise<AccessToken> {
  requireSignIn(caller);
  const uuid = isUuid(id) ? id : bracedUuid(id);
  const found = isUuid(uuid) ? await store.accessTokens.findAccessTokenByUuid(uuid) : undefined;
  const token = found?.token.kind === kind ? found.token : undefined;
  if (token === undefined || !isOwn(caller, token)) requireScopesAt(caller, wholeServer, ['account:write']);
  if (token === undefined) throw accessTokenNotFound(id);
  return token;
}

function isOwn(caller: Caller, { uuid, account }: AccessToken): boolean {
  return uuid === caller.credential?.uuid || (isInPerson(caller) && account.id === caller.account?.id);
}
