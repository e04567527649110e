import type { Account } from '../domain/account.ts';
import { formatInstant } from '../domain/instant.ts';
import type { Administration } from '../server/open-administration.ts';
import { table } from './table.ts';

type AccountInContext = Awaited<ReturnType<Administration['getAccount']>>;
type NamedPermission = AccountInContext['permissions'][number];

/** An account as programs read it. */
export function presentAccount(account: Account) {
  return {
    uuid: account.uuid,
    name: account.name,
    kind: account.kind,
    display_name: account.displayName,
    email: account.email ?? null,
    is_active: account.isActive,
    created_on: formatInstant(account.createdOn),
  };
}

/** The same with what it may do. */
export function presentWhole({ account, permissions }: AccountInContext) {
  return { ...presentAccount(account), permissions: permissions.map(presentPermission) };
}

function presentPermission({ level, place, placeName }: NamedPermission) {
  return {
    level,
    workspace: place.kind === 'workspace' ? (placeName ?? null) : null,
    repository: place.kind === 'repository' ? (placeName ?? null) : null,
  };
}

export function accountTable(accounts: readonly Account[]): string {
  return table(
    ['name', 'kind', 'state', 'e-mail', 'display name'],
    accounts.map((account) => [
      account.name,
      account.kind,
      stateOf(account),
      account.email ?? '-',
      account.displayName,
    ]),
  );
}

/** A line for each fact. */
export function describeAccount({ account, permissions }: AccountInContext): string {
  const may =
    account.kind === 'service'
      ? ['what its tokens say']
      : permissions.map(({ level, place, placeName }) => `${level} ${placeOf({ place, placeName })}`);
  const facts = [
    ['name', account.name],
    ['kind', account.kind],
    ['state', stateOf(account)],
    ['display name', account.displayName],
    ['e-mail', account.email ?? '-'],
    ['may', may.join(', ') || 'nothing yet: signalbox account permit'],
  ];
  return facts.map(([name = '', text]) => `${name.padEnd(14)}${text}`).join('\n');
}

function placeOf({ place, placeName }: Pick<NamedPermission, 'place' | 'placeName'>): string {
  return place.kind === 'server' ? 'on the whole server' : `in ${placeName ?? 'a repository that was removed'}`;
}

function stateOf({ isActive }: Account): string {
  return isActive ? 'active' : 'inactive';
}
