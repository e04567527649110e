import { isValidAt } from '../domain/access-token.ts';
import type { Caller } from '../domain/caller.ts';
import type { ScopeRules } from '../domain/scope.ts';
import type { ServiceContext } from './context.ts';
import { grantsOf } from './grants-of.ts';
import { hashToken } from './hash-token.ts';

export interface SentSession {
  readonly secret: string;
  readonly address?: string | undefined;
}

/**
 * Whose session it is, and what they may do in it. `undefined` when it has ended: by its time, by signing out, with the token
 * that somebody signed in with, or with the account.
 */
export async function findSessionCaller(
  { store, clock }: Pick<ServiceContext, 'store' | 'clock'>,
  rules: ScopeRules,
  { secret, address }: SentSession,
): Promise<Caller | undefined> {
  const found = await store.sessions.findSession(hashToken(secret));
  if (found === undefined) return undefined;
  const { account, permissions, token, expiresOn } = found;
  const now = clock.now();
  const isOver = expiresOn <= now || !account.isActive || (token !== undefined && !isValidAt(token, now));
  if (isOver) return undefined;
  return {
    name: account.name,
    account,
    grants: grantsOf({ account, permissions, token }, rules),
    credential: { kind: 'session', uuid: token?.uuid },
    address,
  };
}
