import type { Instant } from '../domain/instant.ts';

export interface AccessToken {
  readonly name: string;
  /** SHA-256 of the token, 32 bytes; the token itself is nowhere. */
  readonly hash: Uint8Array;
  readonly createdOn: Instant;
}

export interface AccessTokenStore {
  /** Adds the token if there is none at all yet; `false` when there is. Several servers may start at once. */
  addFirstAccessToken(token: AccessToken): Promise<boolean>;

  findAccessToken(hash: Uint8Array): Promise<AccessToken | undefined>;
}
