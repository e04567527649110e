import type { Kysely } from 'kysely';
import type { NewSession } from '../store/session-store.ts';
import { uuidToBytes } from './binary.ts';
import type { Dialect } from './dialect.ts';
import type { Tables } from './tables.ts';

/** Writes sessions, inside the caller's transaction. */
export function createSessionWrites(db: Kysely<Tables>, dialect: Dialect) {
  /** `undefined` when it has been revoked, `null` where there is none. */
  async function findTokenId({ tokenUuid }: NewSession): Promise<number | null | undefined> {
    if (tokenUuid === undefined) return null;
    const found = db.selectFrom('access_tokens').select('id').where('uuid', '=', uuidToBytes(tokenUuid));
    return (await found.where('revoked_on', 'is', null).executeTakeFirst())?.id;
  }

  async function isWelcome({ accountId, passwordHash }: NewSession): Promise<boolean> {
    const found = db.selectFrom('accounts').select(['is_active', 'password_hash']).where('id', '=', accountId);
    const account = await found.executeTakeFirst();
    if (account === undefined || !account.is_active) return false;
    return passwordHash === undefined || account.password_hash === passwordHash;
  }

  return {
    async add(session: NewSession): Promise<boolean> {
      // Shared with whatever changes accounts and tokens: a change is either seen here, or ends the session.
      await dialect.lockRegistry()?.execute(db);
      await db.deleteFrom('sessions').where('expires_on', '<=', session.createdOn).execute();
      const tokenId = await findTokenId(session);
      if (tokenId === undefined || !(await isWelcome(session))) return false;
      const row = {
        hash: session.hash,
        account_id: session.accountId,
        token_id: tokenId,
        created_on: session.createdOn,
        expires_on: session.expiresOn,
      };
      await db.insertInto('sessions').values(row).execute();
      return true;
    },

    async remove(hash: Uint8Array): Promise<boolean> {
      const { numDeletedRows } = await db.deleteFrom('sessions').where('hash', '=', hash).executeTakeFirst();
      return numDeletedRows > 0n;
    },

    async removeAll(accountId: number): Promise<number> {
      const { numDeletedRows } = await db.deleteFrom('sessions').where('account_id', '=', accountId).executeTakeFirst();
      return Number(numDeletedRows);
    },
  };
}
