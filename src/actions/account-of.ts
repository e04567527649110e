import type { Account, AccountReference } from '../domain/account.ts';
import type { Caller } from '../domain/caller.ts';
import { deriveUuid } from './derive-uuid.ts';

/** What somebody is called who gives no name where anybody may write. */
const nameless = 'anonymous';

/** The account under which a caller is shown. */
export function accountOf({ account, name = nameless }: Pick<Caller, 'account' | 'name'>): AccountReference | Account {
  return account ?? { uuid: deriveUuid('account', name), name };
}

/** The same as it is kept beside what they did: an answer to a write shows of them what reads will show. */
export function accountReferenceOf(caller: Pick<Caller, 'account' | 'name'>): AccountReference {
  const { uuid, name } = accountOf(caller);
  return { uuid, name };
}
