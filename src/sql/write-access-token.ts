import { type Kysely, sql } from 'kysely';
import { ServiceError } from '../domain/error.ts';
import type { NewAccessToken } from '../store/access-token-store.ts';
import { selectAccessTokens } from './access-token-reader.ts';
import { toAccessToken, toAccessTokenRow } from './access-token-rows.ts';
import { uuidToBytes } from './binary.ts';
import type { Dialect } from './dialect.ts';
import type { Tables } from './tables.ts';
import { createAccountWrites } from './write-account.ts';
import type { FirstAccessToken, TokenMoment, WriteResults } from './write-command.ts';

/** Writes access tokens, inside the caller's transaction. */
export function createAccessTokenWrites(db: Kysely<Tables>, dialect: Dialect) {
  async function get(id: number) {
    return toAccessToken(await selectAccessTokens(db).where('access_tokens.id', '=', id).executeTakeFirstOrThrow());
  }

  async function findConsumer({ consumerUuid }: NewAccessToken): Promise<number | null> {
    if (consumerUuid === undefined) return null;
    const found = db.selectFrom('access_tokens').select('id').where('uuid', '=', uuidToBytes(consumerUuid));
    const consumer = await found.where('revoked_on', 'is', null).executeTakeFirst();
    if (consumer === undefined) throw new ServiceError('not_found', 'The OAuth consumer has just been revoked.');
    return consumer.id;
  }

  async function insert(token: NewAccessToken, consumerId: number | null): Promise<number> {
    const row = toAccessTokenRow(token, consumerId);
    return (await db.insertInto('access_tokens').values(row).returning('id').executeTakeFirstOrThrow()).id;
  }

  return {
    async addFirst({ account, token }: FirstAccessToken): Promise<WriteResults['add_first_access_token']> {
      await dialect.lockRegistry()?.execute(db);
      const known = await db.selectFrom('access_tokens').select(sql`1`.as('known')).limit(1).execute();
      if (known.length > 0) return false;
      const added = await createAccountWrites(db, dialect).add(account);
      const existing = db.selectFrom('accounts').select('id').where('name', '=', account.name);
      const { id: accountId } = added === 'taken' ? await existing.executeTakeFirstOrThrow() : added;
      await insert({ ...token, accountId }, null);
      return true;
    },

    async add(token: NewAccessToken): Promise<WriteResults['add_access_token']> {
      await dialect.lockRegistry()?.execute(db);
      const consumerId = await findConsumer(token);
      if (consumerId !== null) {
        // What has expired is of no use to anybody, and one is made for every sign-in of a client.
        const given = db.deleteFrom('access_tokens').where('consumer_id', '=', consumerId);
        await given.where('expires_on', '<=', token.createdOn).execute();
      }
      return get(await insert(token, consumerId));
    },

    async revoke({ uuid, at }: TokenMoment): Promise<WriteResults['revoke_access_token']> {
      await dialect.lockRegistry()?.execute(db);
      const revoked = await db
        .updateTable('access_tokens')
        .set({ revoked_on: at })
        .where('uuid', '=', uuidToBytes(uuid))
        .where('revoked_on', 'is', null)
        .returning('id')
        .executeTakeFirst();
      if (revoked === undefined) return undefined;
      await db.deleteFrom('access_tokens').where('consumer_id', '=', revoked.id).execute();
      await db.deleteFrom('sessions').where('token_id', '=', revoked.id).execute();
      return get(revoked.id);
    },

    async touch({ uuid, at }: TokenMoment): Promise<undefined> {
      await db.updateTable('access_tokens').set({ last_used_on: at }).where('uuid', '=', uuidToBytes(uuid)).execute();
    },
  };
}
