import type { AccessTokenStore } from '../store/access-token-store.ts';
import { toAccessToken } from './access-token-rows.ts';
import { type ParameterOf, prepareQuery, type Reading } from './prepared-query.ts';

/** Prepares the question that every request with credentials begins with. */
export function prepareAccessTokenReads({ db, send }: Reading): Pick<AccessTokenStore, 'findAccessToken'> {
  const findByHash = prepareQuery(
    send,
    (parameter: ParameterOf<{ readonly hash: Uint8Array }>) =>
      db.selectFrom('access_tokens').select(['name', 'hash', 'created_on']).where('hash', '=', parameter('hash')),
    { isShared: true },
  );
  return {
    async findAccessToken(hash) {
      const [row] = await findByHash({ hash });
      return row && toAccessToken(row);
    },
  };
}
