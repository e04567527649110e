import { requireScopesAt } from '../domain/access.ts';
import type { Account } from '../domain/account.ts';
import { wholeServer } from '../domain/place.ts';
import type { Page, PageQuery } from '../query/page.ts';
import type { ActionContext } from './context.ts';

/** By name. Throws forbidden without the scope `account` on the whole server. */
export async function listAccounts(
  { store, caller }: Pick<ActionContext, 'store' | 'caller'>,
  page: PageQuery<never>,
): Promise<Page<Account>> {
  requireScopesAt(caller, wholeServer, ['account:write']);
  return store.accounts.listAccounts(page);
}
