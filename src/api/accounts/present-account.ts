import type { AccountInContext } from '../../actions/account-in-context.ts';
import type { Account } from '../../domain/account.ts';
import { formatInstant } from '../../domain/instant.ts';
import type { Links } from '../../http/links.ts';

/** As it stands in a list. */
export function presentAccountSummary(account: Account, { origin }: Links) {
  return {
    type: 'account' as const,
    uuid: account.uuid,
    name: account.name,
    kind: account.kind,
    display_name: account.displayName,
    email: account.email ?? null,
    is_active: account.isActive,
    created_on: formatInstant(account.createdOn),
    links: { self: { href: `${origin}/signalbox/1/accounts/${account.name}` } },
  };
}

export function presentAccount({ account, permissions }: AccountInContext, links: Links) {
  return {
    ...presentAccountSummary(account, links),
    permissions: permissions.map(({ level, place, placeName = null }) => ({
      level,
      repository: place.kind === 'repository' ? placeName : null,
      workspace: place.kind === 'workspace' ? placeName : null,
    })),
  };
}
