import type { AccessToken } from '../store/access-token-store.ts';

export interface AccessTokensTable {
  readonly id: number;
  readonly name: string;
  readonly hash: Uint8Array;
  readonly created_on: number;
}

export function toAccessToken(row: Omit<AccessTokensTable, 'id'>): AccessToken {
  return { name: row.name, hash: row.hash, createdOn: row.created_on };
}
