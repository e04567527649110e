import { type Kysely, sql } from 'kysely';
import type { AccessTokenStore, FoundAccessToken } from '../store/access-token-store.ts';
import { type AccessTokenRow, accessTokenColumns, toAccessToken } from './access-token-rows.ts';
import { type PermissionColumns, permissionColumns, toPermissions } from './account-rows.ts';
import { bytesToUuid, uuidToBytes } from './binary.ts';
import { placeName } from './place-name.ts';
import { type ParameterOf, prepareQuery, type Reading } from './prepared-query.ts';
import { readPage } from './read-page.ts';
import type { Tables } from './tables.ts';

type Reads = Pick<AccessTokenStore, 'findAccessToken' | 'findAccessTokenByUuid' | 'listAccessTokens'>;

/** Prepares the question that every request with credentials begins with. */
export function prepareAccessTokenReads({ db, dialect, send }: Reading): Reads {
  const findByHash = prepareQuery(
    send,
    (parameter: ParameterOf<{ readonly hash: Uint8Array }>) =>
      selectWithPermissions(db).where('access_tokens.secret_hash', '=', parameter('hash')),
    { isShared: true },
  );
  return {
    async findAccessToken(hash) {
      return toFound(await findByHash({ hash }));
    },

    async findAccessTokenByUuid(uuid) {
      const query = selectWithPermissions(db)
        .leftJoin('access_tokens as consumers', 'consumers.id', 'access_tokens.consumer_id')
        .select(['consumers.uuid as consumer_uuid', placeName('access_tokens').as('place_name')])
        .where('access_tokens.uuid', '=', uuidToBytes(uuid));
      const rows = await query.execute();
      const consumer = rows[0]?.consumer_uuid;
      const found = toFound(rows);
      return found && { ...found, consumerUuid: consumer ? bytesToUuid(consumer) : undefined };
    },

    async listAccessTokens({ kind, accountId, validAt, ...page }) {
      let query = selectAccessTokens(db)
        .where('access_tokens.kind', '=', kind)
        .select(placeName('access_tokens').as('place_name'));
      if (accountId !== undefined) query = query.where('access_tokens.account_id', '=', accountId);
      if (validAt !== undefined) {
        query = query
          .where('access_tokens.revoked_on', 'is', null)
          .where((row) =>
            row.or([row('access_tokens.expires_on', 'is', null), row('access_tokens.expires_on', '>', validAt)]),
          );
      }
      const order = [sql`access_tokens.id desc`];
      const { values, size } = await readPage(query, { fields: {}, order, dialect }, page);
      return { values: values.map(toAccessToken), size };
    },
  };
}

export function selectAccessTokens(db: Kysely<Tables>) {
  return db
    .selectFrom('access_tokens')
    .innerJoin('accounts', 'accounts.id', 'access_tokens.account_id')
    .select(accessTokenColumns);
}

/** A row for each permission of the account, and one where it has none. */
function selectWithPermissions(db: Kysely<Tables>) {
  return selectAccessTokens(db)
    .leftJoin('account_permissions', 'account_permissions.account_id', 'accounts.id')
    .select(['access_tokens.secret_hash', ...permissionColumns]);
}

type FoundRow = AccessTokenRow &
  PermissionColumns & { readonly secret_hash: Uint8Array; readonly place_name?: string | null };

function toFound(rows: readonly FoundRow[]): FoundAccessToken | undefined {
  const [row] = rows;
  return row && { token: toAccessToken(row), hash: row.secret_hash, permissions: toPermissions(rows) };
}
