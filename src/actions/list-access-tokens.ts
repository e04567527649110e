import { requireScopesAt, requireSignIn } from '../domain/access.ts';
import type { AccessToken } from '../domain/access-token.ts';
import { wholeServer } from '../domain/place.ts';
import type { Page, PageQuery } from '../query/page.ts';
import type { ManagedTokenKind } from './access-token-wish.ts';
import type { ActionContext } from './context.ts';
import { getOwnOrManagedAccount } from './get-managed-account.ts';

/**
 * Those that count, newest first, without their secrets. Who has signed in in person may look at their own; those of another
 * account, or of all where none is named, take the scope `account:write` on the whole server.
 */
export async function listAccessTokens(
  context: Pick<ActionContext, 'store' | 'clock' | 'caller'>,
  {
    kind,
    account,
    ...page
  }: PageQuery<never> & { readonly kind: ManagedTokenKind; readonly account?: string | undefined },
): Promise<Page<AccessToken>> {
  const { store, clock, caller } = context;
  requireSignIn(caller);
  if (account === undefined) requireScopesAt(caller, wholeServer, ['account:write']);
  const owner = account === undefined ? undefined : await getOwnOrManagedAccount(context, account);
  return store.accessTokens.listAccessTokens({ kind, accountId: owner?.id, validAt: clock.now(), ...page });
}
