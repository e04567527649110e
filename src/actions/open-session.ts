import { randomBytes } from 'node:crypto';
import type { AccessToken } from '../domain/access-token.ts';
import type { Account } from '../domain/account.ts';
import type { Caller } from '../domain/caller.ts';
import { auditOf } from './audit-of.ts';
import type { ServiceContext } from './context.ts';
import { hashToken } from './hash-token.ts';

/** What a browser is given to keep; only its hash is stored. */
export interface OpenedSession {
  readonly secret: string;
  readonly lifetimeSeconds: number;
}

export interface SignedIn {
  readonly account: Account;
  /** Where somebody has signed in with one. */
  readonly token?: AccessToken | undefined;
  /** What the password was compared with, where somebody has signed in with one. */
  readonly passwordHash?: string | undefined;
  readonly by: 'password' | 'token' | 'provider';
  readonly address: string;
}

/** Long enough to be a habit, and never renewed: whoever finds an old cookie finds it dead. */
const lifetimeSeconds = 30 * 24 * 60 * 60;

/**
 * Signs somebody in: a session of its own each time, whatever the browser had before. `undefined` when what they signed in with
 * has ceased to count meanwhile: to look at a password takes long enough for another to be set.
 */
export async function openSession(
  { store, clock }: Pick<ServiceContext, 'store' | 'clock'>,
  { account, token, passwordHash, by, address }: SignedIn,
): Promise<OpenedSession | undefined> {
  const secret = randomBytes(32).toString('base64url');
  const createdOn = clock.now();
  const expiresOn = createdOn + lifetimeSeconds * 1_000_000;
  const caller: Caller = {
    account,
    grants: [],
    credential: token && { kind: 'token', uuid: token.uuid },
    address,
  };
  const session = { hash: hashToken(secret), accountId: account.id, tokenUuid: token?.uuid, passwordHash };
  const isOpen = await store.sessions.addSession(
    { ...session, createdOn, expiresOn },
    auditOf({ caller, clock }, 'session.created', { subject: account.name, details: { by } }),
  );
  return isOpen ? { secret, lifetimeSeconds } : undefined;
}
