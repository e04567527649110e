import type { AccountReference } from '../../domain/account.ts';
import { formatInstant } from '../../domain/instant.ts';
import type { Links } from '../../http/links.ts';

/** The short form in which somebody stands inside other objects. */
export function presentAccount(account: AccountReference, links: Links) {
  return {
    type: 'user' as const,
    uuid: account.uuid,
    display_name: account.name,
    nickname: account.name,
    account_id: account.uuid.slice(1, -1),
    links: { avatar: { href: links.accountAvatar(account) } },
  };
}

/** Nobody made the account, and nothing is known of its age; clients want a time that they can read all the same. */
const beginning = formatInstant(0);

export function presentUser(account: AccountReference, links: Links) {
  return {
    ...presentAccount(account, links),
    username: account.name,
    account_status: 'active',
    created_on: beginning,
  };
}
