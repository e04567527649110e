import type { Account, AccountReference } from '../../domain/account.ts';
import { formatInstant } from '../../domain/instant.ts';
import type { Links } from '../../http/links.ts';

/** The short form in which somebody stands inside other objects. */
export function presentAccount(account: AccountReference | Account, links: Links) {
  return {
    type: 'user' as const,
    uuid: account.uuid,
    display_name: 'displayName' in account ? account.displayName : account.name,
    nickname: account.name,
    account_id: account.uuid.slice(1, -1),
    links: { avatar: { href: links.accountAvatar(account) } },
  };
}

/** In development nobody makes accounts; clients want a time that they can read all the same. */
const beginning = 0;

/** As on bitbucket.org, without an e-mail address. */
export function presentUser(account: AccountReference | Account, links: Links) {
  return {
    ...presentAccount(account, links),
    username: account.name,
    account_status: 'active',
    created_on: formatInstant('createdOn' in account ? account.createdOn : beginning),
  };
}
