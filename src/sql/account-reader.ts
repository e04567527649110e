import { type Kysely, sql } from 'kysely';
import { isUuid } from '../domain/repository.ts';
import type { AccountStore } from '../store/account-store.ts';
import { accountColumns, toAccount } from './account-rows.ts';
import { uuidToBytes } from './binary.ts';
import type { Dialect } from './dialect.ts';
import { toPlace } from './place-columns.ts';
import { placeName } from './place-name.ts';
import { readPage } from './read-page.ts';
import type { Tables } from './tables.ts';

type Reads = Omit<AccountStore, 'addAccount' | 'changeAccount' | 'setPermission'>;

/** The questions about accounts. */
export function createAccountReads(db: Kysely<Tables>, dialect: Dialect): Reads {
  const accounts = db.selectFrom('accounts').select(accountColumns);
  return {
    async findAccount(identifier) {
      const text = identifier.toLowerCase();
      const found = isUuid(identifier)
        ? accounts.where('uuid', '=', uuidToBytes(identifier))
        : // No name has the at sign that every address has.
          accounts.where(text.includes('@') ? 'email' : 'name', '=', text);
      const row = await found.executeTakeFirst();
      return row && toAccount(row);
    },

    async findOidcAccount({ issuer, subject }) {
      const row = await accounts
        .where('oidc_issuer', '=', issuer)
        .where('oidc_subject', '=', subject)
        .executeTakeFirst();
      return row && toAccount(row);
    },

    async findPasswordHash(accountId) {
      const found = db.selectFrom('accounts').select('password_hash').where('id', '=', accountId);
      return (await found.executeTakeFirst())?.password_hash ?? undefined;
    },

    async listAccounts(page) {
      const { values, size } = await readPage(accounts, { fields: {}, order: [sql`accounts.name`], dialect }, page);
      return { values: values.map(toAccount), size };
    },

    async listPermissions(accountId) {
      const rows = await db
        .selectFrom('account_permissions')
        .select(['level', 'workspace_id', 'repository_id', placeName('account_permissions').as('place_name')])
        .where('account_id', '=', accountId)
        .orderBy('workspace_id')
        .orderBy('repository_id')
        .execute();
      return rows.map((row) => ({ level: row.level, place: toPlace(row), placeName: row.place_name ?? undefined }));
    },
  };
}
