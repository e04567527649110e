import type { Kysely, Updateable } from 'kysely';
import type { AccountChange, NewAccount, OidcIdentity } from '../store/account-store.ts';
import { accountColumns, toAccount, toAccountRow } from './account-rows.ts';
import type { Dialect } from './dialect.ts';
import { toPlaceColumns } from './place-columns.ts';
import type { Tables } from './tables.ts';
import type { PermissionChange, WriteResults } from './write-command.ts';

/** Writes accounts and their permissions, inside the caller's transaction. */
export function createAccountWrites(db: Kysely<Tables>, dialect: Dialect) {
  async function get(accountId: number) {
    const row = await db.selectFrom('accounts').select(accountColumns).where('id', '=', accountId).executeTakeFirst();
    return row && toAccount(row);
  }

  async function isEmailTaken(email: string | null | undefined, accountId?: number): Promise<boolean> {
    if (typeof email !== 'string') return false;
    const other = await db.selectFrom('accounts').select('id').where('email', '=', email).executeTakeFirst();
    return other !== undefined && other.id !== accountId;
  }

  /** For a change, also where the account has another identity already. */
  async function isIdentityTaken(identity: OidcIdentity | null | undefined, accountId?: number): Promise<boolean> {
    if (!identity) return false;
    const { issuer, subject } = identity;
    const rows = await db
      .selectFrom('accounts')
      .select(['id', 'oidc_issuer', 'oidc_subject'])
      .where((is) => is.or([is('id', '=', accountId ?? 0), is.and({ oidc_issuer: issuer, oidc_subject: subject })]))
      .execute();
    return rows.some(
      ({ id, oidc_issuer, oidc_subject }) =>
        id !== accountId || (oidc_issuer !== null && (oidc_issuer !== issuer || oidc_subject !== subject)),
    );
  }

  return {
    async add(account: NewAccount): Promise<WriteResults['add_account']> {
      await dialect.lockRegistry()?.execute(db);
      const named = db.selectFrom('accounts').select('id').where('name', '=', account.name);
      if ((await named.executeTakeFirst()) !== undefined || (await isEmailTaken(account.email))) return 'taken';
      if (await isIdentityTaken(account.oidcIdentity)) return 'taken';
      const { id } = await db
        .insertInto('accounts')
        .values(toAccountRow(account))
        .returning('id')
        .executeTakeFirstOrThrow();
      for (const { place, level } of account.permissions) {
        const row = { account_id: id, ...toPlaceColumns(place), level };
        await db.insertInto('account_permissions').values(row).execute();
      }
      const { permissions: _, oidcIdentity: __, ...added } = account;
      return { ...added, id, isActive: true };
    },

    async change({ accountId, ...change }: AccountChange): Promise<WriteResults['change_account']> {
      await dialect.lockRegistry()?.execute(db);
      if ((await get(accountId)) === undefined) return 'gone';
      if (await isEmailTaken(change.email, accountId)) return 'taken';
      if (await isIdentityTaken(change.oidcIdentity, accountId)) return 'taken';
      const row = toChangedRow(change);
      if (Object.keys(row).length > 0) {
        await db.updateTable('accounts').set(row).where('id', '=', accountId).execute();
      }
      if (change.isActive === false || change.passwordHash !== undefined) {
        await db.deleteFrom('sessions').where('account_id', '=', accountId).execute();
      }
      return (await get(accountId)) ?? 'gone';
    },

    async setPermission({ accountId, place, level }: PermissionChange): Promise<WriteResults['set_permission']> {
      await dialect.lockRegistry()?.execute(db);
      const key = toPlaceColumns(place);
      const known = await db
        .deleteFrom('account_permissions')
        .where('account_id', '=', accountId)
        .where('workspace_id', '=', key.workspace_id)
        .where('repository_id', '=', key.repository_id)
        .returning('level')
        .executeTakeFirst();
      if (level !== undefined) {
        await db
          .insertInto('account_permissions')
          .values({ account_id: accountId, ...key, level })
          .execute();
      }
      return known?.level !== level;
    },
  };
}

function toChangedRow(change: Omit<AccountChange, 'accountId'>): Updateable<Tables['accounts']> {
  const { displayName, email, isActive, passwordHash, oidcIdentity } = change;
  return {
    ...(displayName !== undefined && { display_name: displayName }),
    ...(email !== undefined && { email }),
    ...(isActive !== undefined && { is_active: Number(isActive) }),
    ...(passwordHash !== undefined && { password_hash: passwordHash }),
    ...(oidcIdentity !== undefined && {
      oidc_issuer: oidcIdentity?.issuer ?? null,
      oidc_subject: oidcIdentity?.subject ?? null,
    }),
  };
}
