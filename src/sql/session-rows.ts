export interface SessionsTable {
  readonly id: number;
  readonly hash: Uint8Array;
  readonly account_id: number;
  readonly token_id: number | null;
  readonly created_on: number;
  readonly expires_on: number;
}
