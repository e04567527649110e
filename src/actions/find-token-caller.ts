import type { Caller } from '../domain/caller.ts';
import type { ActionContext } from './context.ts';
import { hashToken } from './hash-token.ts';

/** Who holds the token; `undefined` when nobody does. */
export async function findTokenCaller(
  { store }: Pick<ActionContext, 'store'>,
  token: string,
): Promise<Caller | undefined> {
  const found = await store.accessTokens.findAccessToken(hashToken(token));
  return found && { name: found.name, mayWrite: true };
}
