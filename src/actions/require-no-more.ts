import { requireScopesAt } from '../domain/access.ts';
import type { Account } from '../domain/account.ts';
import { wholeServer } from '../domain/place.ts';
import type { ActionContext } from './context.ts';
import { requireHeldForPermission, requireHeldForToken } from './require-held.ts';

/**
 * Throws forbidden when the account may do something that the caller may not, by its permissions or, a service, by its tokens:
 * nobody takes over an account that may do more than they.
 */
export async function requireNoMore(
  { store, clock, caller }: Pick<ActionContext, 'store' | 'clock' | 'caller'>,
  { id: accountId, kind }: Account,
): Promise<void> {
  // Whoever gets into the account may overwrite the statuses that it has reported, wherever they are.
  requireScopesAt(caller, wholeServer, ['repository:admin']);
  if (kind === 'user') {
    for (const permission of await store.accounts.listPermissions(accountId))
      requireHeldForPermission(caller, permission);
    return;
  }
  const all = { offset: 0, limit: Number.MAX_SAFE_INTEGER };
  for (const ofKind of ['token', 'consumer'] as const) {
    const { values } = await store.accessTokens.listAccessTokens({
      kind: ofKind,
      accountId,
      validAt: clock.now(),
      ...all,
    });
    for (const token of values) requireHeldForToken(caller, token, { isBoundAnyway: false });
  }
}
