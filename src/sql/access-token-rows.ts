import type { AccessToken, AccessTokenKind } from '../domain/access-token.ts';
import type { Scope } from '../domain/scope.ts';
import type { NewAccessToken } from '../store/access-token-store.ts';
import { type AccountColumns, accountColumns, toAccount } from './account-rows.ts';
import { bytesToUuid, uuidToBytes } from './binary.ts';
import { type PlaceColumns, toPlace, toPlaceColumns } from './place-columns.ts';

export interface AccessTokensTable extends PlaceColumns {
  readonly id: number;
  readonly uuid: Uint8Array;
  readonly kind: AccessTokenKind;
  readonly account_id: number;
  readonly name: string;
  readonly secret_hash: Uint8Array;
  /** Separated by spaces. */
  readonly scopes: string;
  /** A JSON array. */
  readonly key_patterns: string | null;
  readonly consumer_id: number | null;
  readonly created_on: number;
  readonly expires_on: number | null;
  readonly last_used_on: number | null;
  readonly revoked_on: number | null;
}

/** A token joined to its account. */
export type AccessTokenRow = Omit<AccessTokensTable, 'id' | 'account_id' | 'secret_hash' | 'consumer_id'> &
  AccountColumns;

export const accessTokenColumns = [
  'access_tokens.uuid',
  'access_tokens.kind',
  'access_tokens.name',
  'access_tokens.workspace_id',
  'access_tokens.repository_id',
  'access_tokens.scopes',
  'access_tokens.key_patterns',
  'access_tokens.created_on',
  'access_tokens.expires_on',
  'access_tokens.last_used_on',
  'access_tokens.revoked_on',
  ...accountColumns,
] as const;

export function toAccessToken(row: AccessTokenRow & { readonly place_name?: string | null }): AccessToken {
  return {
    uuid: bytesToUuid(row.uuid),
    kind: row.kind,
    name: row.name,
    account: toAccount(row),
    place: toPlace(row),
    placeName: row.place_name ?? undefined,
    // Both are written by `toAccessTokenRow`.
    scopes: row.scopes.split(' ') as Scope[],
    keyPatterns: row.key_patterns === null ? undefined : (JSON.parse(row.key_patterns) as readonly string[]),
    createdOn: row.created_on,
    expiresOn: row.expires_on ?? undefined,
    lastUsedOn: row.last_used_on ?? undefined,
    revokedOn: row.revoked_on ?? undefined,
  };
}

export function toAccessTokenRow(token: NewAccessToken, consumerId: number | null): Omit<AccessTokensTable, 'id'> {
  return {
    uuid: uuidToBytes(token.uuid),
    kind: token.kind,
    account_id: token.accountId,
    name: token.name,
    secret_hash: token.hash,
    ...toPlaceColumns(token.place),
    scopes: token.scopes.join(' '),
    key_patterns: token.keyPatterns === undefined ? null : JSON.stringify(token.keyPatterns),
    consumer_id: consumerId,
    created_on: token.createdOn,
    expires_on: token.expiresOn ?? null,
    last_used_on: null,
    revoked_on: null,
  };
}
