import { requireSignIn } from '../domain/access.ts';
import { auditOf } from './audit-of.ts';
import type { ActionContext } from './context.ts';
import { hashToken } from './hash-token.ts';

type Context = Pick<ActionContext, 'store' | 'clock' | 'caller'>;

/** Ends one session, if it is one. */
export async function signOut(context: Context, secret: string): Promise<void> {
  const audit = auditOf(context, 'session.ended', { subject: context.caller.account?.name });
  await context.store.sessions.removeSession(hashToken(secret), audit);
}

/** Ends every session of the caller's account, this one among them, and tells how many that were. */
export async function signOutEverywhere(context: Context): Promise<number> {
  const { account } = requireSignIn(context.caller);
  if (account === undefined) return 0;
  const audit = auditOf(context, 'session.ended', { subject: account.name, details: { everywhere: true } });
  return context.store.sessions.removeSessions(account.id, audit);
}
