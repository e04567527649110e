import type { Kysely } from 'kysely';
import { ServiceError } from '../domain/error.ts';
import type { NewSession } from '../store/session-store.ts';
import { uuidToBytes } from './binary.ts';
import type { Dialect } from './dialect.ts';
import type { Tables } from './tables.ts';

/** Writes sessions, inside the caller's transaction. */
export function createSessionWrites(db: Kysely<Tables>, dialect: Dialect) {
  async function findTokenId(tokenUuid: string | undefined): Promise<number | null> {
    if (tokenUuid === undefined) return null;
    const found = db.selectFrom('access_tokens').select('id').where('uuid', '=', uuidToBytes(tokenUuid));
    const token = await found.where('revoked_on', 'is', null).executeTakeFirst();
    if (token === undefined) throw new ServiceError('unauthenticated', 'The access token has just been revoked.');
    return token.id;
  }

  return {
    async add(session: NewSession): Promise<true> {
      await dialect.lockRegistry()?.execute(db);
      await db.deleteFrom('sessions').where('expires_on', '<=', session.createdOn).execute();
      const row = {
        hash: session.hash,
        account_id: session.accountId,
        token_id: await findTokenId(session.tokenUuid),
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
