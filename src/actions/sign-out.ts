import { requireSignIn } from '../domain/access.ts';
import type { ActionContext } from './context.ts';
import { hashToken } from './hash-token.ts';

/** Ends one session, if it is one. */
export async function signOut({ store }: Pick<ActionContext, 'store'>, secret: string): Promise<void> {
  await store.sessions.removeSession(hashToken(secret));
}

/** Ends every session of the caller's account, this one among them, and tells how many that were. */
export async function signOutEverywhere({ store, caller }: Pick<ActionContext, 'store' | 'caller'>): Promise<number> {
  const { account } = requireSignIn(caller);
  return account === undefined ? 0 : store.sessions.removeSessions(account.id);
}
