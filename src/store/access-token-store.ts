import type { AccessToken, AccessTokenKind } from '../domain/access-token.ts';
import type { NewAuditEvent } from '../domain/audit-event.ts';
import type { Instant } from '../domain/instant.ts';
import type { Permission } from '../domain/permission.ts';
import type { Page, PageQuery } from '../query/page.ts';
import type { NewAccount } from './account-store.ts';

export interface NewAccessToken
  extends Pick<AccessToken, 'uuid' | 'kind' | 'name' | 'place' | 'scopes' | 'keyPatterns' | 'createdOn' | 'expiresOn'> {
  /** SHA-256 of the secret, 32 bytes; the secret itself is nowhere. */
  readonly hash: Uint8Array;
  readonly accountId: number;
  /** The consumer that it was given to, with which it is revoked. */
  readonly consumerUuid?: string | undefined;
}

/** A token with what decides about a request that brings it. */
export interface FoundAccessToken {
  readonly token: AccessToken;
  readonly hash: Uint8Array;
  readonly permissions: readonly Permission[];
}

export interface AccessTokenQuery extends PageQuery<never> {
  readonly kind: AccessTokenKind;
  readonly accountId?: number | undefined;
  /** Whether those that were revoked or have expired before this moment are left out. */
  readonly validAt?: Instant | undefined;
}

export interface AccessTokenStore {
  /** Adds the account and its token if there is no token at all yet; `false` when there is. Several servers may start at once. */
  addFirstAccessToken(
    first: {
      readonly account: NewAccount;
      readonly token: Omit<NewAccessToken, 'accountId'>;
    },
    audit?: NewAuditEvent,
  ): Promise<boolean>;

  /** Removes those of the same consumer that have expired, too. Throws not_found when the account or the consumer is gone. */
  addAccessToken(token: NewAccessToken, audit?: NewAuditEvent): Promise<AccessToken>;

  /** Whatever became of it since: revoked and expired ones are found, too. */
  findAccessToken(hash: Uint8Array): Promise<FoundAccessToken | undefined>;

  /** The same by what it is called in public, with the name of where it counts, and the consumer that it was given to. */
  findAccessTokenByUuid(uuid: string): Promise<(FoundAccessToken & Pick<NewAccessToken, 'consumerUuid'>) | undefined>;

  /** Newest first. */
  listAccessTokens(query: AccessTokenQuery): Promise<Page<AccessToken>>;

  /** The token, and all that was given to a consumer with it, counts no more; `undefined` when it was revoked before. */
  revokeAccessToken(
    revocation: { readonly uuid: string; readonly at: Instant },
    audit?: NewAuditEvent,
  ): Promise<AccessToken | undefined>;

  /** Remembers that it was used. */
  touchAccessToken(use: { readonly uuid: string; readonly at: Instant }): Promise<void>;
}
