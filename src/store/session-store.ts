import type { AccessToken } from '../domain/access-token.ts';
import type { Account } from '../domain/account.ts';
import type { NewAuditEvent } from '../domain/audit-event.ts';
import type { Instant } from '../domain/instant.ts';
import type { Permission } from '../domain/permission.ts';

export interface NewSession {
  /** SHA-256 of what the cookie holds, 32 bytes. */
  readonly hash: Uint8Array;
  readonly accountId: number;
  /** The token that somebody signed in with, whose rights are then those of the session. */
  readonly tokenUuid?: string | undefined;
  /** What the password was compared with that somebody signed in with. */
  readonly passwordHash?: string | undefined;
  readonly createdOn: Instant;
  readonly expiresOn: Instant;
}

/** A session with what decides about a request of it. */
export interface FoundSession {
  readonly account: Account;
  readonly permissions: readonly Permission[];
  /** As it is now. */
  readonly token?: AccessToken | undefined;
  readonly createdOn: Instant;
  readonly expiresOn: Instant;
}

export interface SessionStore {
  /**
   * Removes those of everybody that have expired, too. `false`, and no session, when what somebody signed in with counts no
   * more: the account is not active, it has another password by now, or the token has been revoked.
   */
  addSession(session: NewSession, audit?: NewAuditEvent): Promise<boolean>;

  /** One that has expired is found, too; one whose token is gone is not. */
  findSession(hash: Uint8Array): Promise<FoundSession | undefined>;

  /** Ends one session. */
  removeSession(hash: Uint8Array, audit?: NewAuditEvent): Promise<void>;

  /** Signs the account out everywhere, and tells how many sessions that were. */
  removeSessions(accountId: number, audit?: NewAuditEvent): Promise<number>;
}
