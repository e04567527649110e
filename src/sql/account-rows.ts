import type { Account } from '../domain/account.ts';
import type { Permission, PermissionLevel } from '../domain/permission.ts';
import type { NewAccount } from '../store/account-store.ts';
import { bytesToUuid, uuidToBytes } from './binary.ts';
import { type PlaceColumns, toPlace } from './place-columns.ts';

export interface AccountsTable {
  readonly id: number;
  readonly uuid: Uint8Array;
  readonly kind: Account['kind'];
  readonly name: string;
  readonly display_name: string;
  readonly email: string | null;
  readonly password_hash: string | null;
  readonly oidc_issuer: string | null;
  readonly oidc_subject: string | null;
  readonly is_active: number;
  readonly created_on: number;
}

export interface AccountPermissionsTable extends PlaceColumns {
  readonly account_id: number;
  readonly level: PermissionLevel;
}

/** An account that stands in a row of something else. */
export interface AccountColumns {
  readonly account_id: number;
  readonly account_uuid: Uint8Array;
  readonly account_kind: Account['kind'];
  readonly account_name: string;
  readonly account_display_name: string;
  readonly account_email: string | null;
  readonly account_is_active: number;
  readonly account_created_on: number;
}

/** All but the secrets. */
export const accountColumns = [
  'accounts.id as account_id',
  'accounts.uuid as account_uuid',
  'accounts.kind as account_kind',
  'accounts.name as account_name',
  'accounts.display_name as account_display_name',
  'accounts.email as account_email',
  'accounts.is_active as account_is_active',
  'accounts.created_on as account_created_on',
] as const;

export function toAccount(row: AccountColumns): Account {
  return {
    id: row.account_id,
    uuid: bytesToUuid(row.account_uuid),
    kind: row.account_kind,
    name: row.account_name,
    displayName: row.account_display_name,
    email: row.account_email ?? undefined,
    isActive: row.account_is_active === 1,
    createdOn: row.account_created_on,
  };
}

/** A permission that may be missing beside what it is joined to. */
export interface PermissionColumns {
  readonly permission_level: PermissionLevel | null;
  readonly permission_workspace_id: number | null;
  readonly permission_repository_id: number | null;
}

export const permissionColumns = [
  'account_permissions.level as permission_level',
  'account_permissions.workspace_id as permission_workspace_id',
  'account_permissions.repository_id as permission_repository_id',
] as const;

/** The permissions of an account that stands in each of the rows. */
export function toPermissions(rows: readonly PermissionColumns[]): readonly Permission[] {
  return rows.flatMap((row) => {
    if (row.permission_level === null) return [];
    const place = toPlace({
      workspace_id: row.permission_workspace_id ?? 0,
      repository_id: row.permission_repository_id ?? 0,
    });
    return [{ level: row.permission_level, place }];
  });
}

export function toAccountRow(account: NewAccount): Omit<AccountsTable, 'id'> {
  return {
    uuid: uuidToBytes(account.uuid),
    kind: account.kind,
    name: account.name,
    display_name: account.displayName,
    email: account.email ?? null,
    password_hash: null,
    oidc_issuer: account.oidcIdentity?.issuer ?? null,
    oidc_subject: account.oidcIdentity?.subject ?? null,
    is_active: 1,
    created_on: account.createdOn,
  };
}
