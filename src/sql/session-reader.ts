import type { SessionStore } from '../store/session-store.ts';
import { selectAccessTokens } from './access-token-reader.ts';
import { toAccessToken } from './access-token-rows.ts';
import { accountColumns, permissionColumns, toAccount, toPermissions } from './account-rows.ts';
import { type ParameterOf, prepareQuery, type Reading } from './prepared-query.ts';

/** Prepares the questions that every page begins with for somebody who is signed in. */
export function prepareSessionReads({ db, send }: Reading): Pick<SessionStore, 'findSession'> {
  const findByHash = prepareQuery(send, (parameter: ParameterOf<{ readonly hash: Uint8Array }>) =>
    db
      .selectFrom('sessions')
      .innerJoin('accounts', 'accounts.id', 'sessions.account_id')
      .leftJoin('account_permissions', 'account_permissions.account_id', 'accounts.id')
      .select(['sessions.token_id', 'sessions.created_on', 'sessions.expires_on'])
      .select([...accountColumns, ...permissionColumns])
      .where('sessions.hash', '=', parameter('hash')),
  );
  const findToken = prepareQuery(send, (parameter: ParameterOf<{ readonly id: number }>) =>
    selectAccessTokens(db).where('access_tokens.id', '=', parameter('id')),
  );
  return {
    async findSession(hash) {
      const rows = await findByHash({ hash });
      const [row] = rows;
      if (row === undefined) return undefined;
      const found = {
        account: toAccount(row),
        permissions: toPermissions(rows),
        createdOn: row.created_on,
        expiresOn: row.expires_on,
      };
      if (row.token_id === null) return found;
      const [token] = await findToken({ id: row.token_id });
      return token && { ...found, token: toAccessToken(token) };
    },
  };
}
