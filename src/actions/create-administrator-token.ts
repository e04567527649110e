import { randomBytes } from 'node:crypto';
import type { ActionContext } from './context.ts';
import { hashToken } from './hash-token.ts';

/** Marks our tokens, so that secret scanners can know them. */
const prefix = 'sbx_';

/** A token when the server has none at all yet, to be shown this once; only its hash is kept. */
export async function createAdministratorToken({
  store,
  clock,
}: Pick<ActionContext, 'store' | 'clock'>): Promise<string | undefined> {
  const token = `${prefix}${randomBytes(32).toString('base64url')}`;
  const added = await store.accessTokens.addFirstAccessToken({
    name: 'administrator',
    hash: hashToken(token),
    createdOn: clock.now(),
  });
  return added ? token : undefined;
}
