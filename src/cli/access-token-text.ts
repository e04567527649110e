import type { AccessToken } from '../domain/access-token.ts';
import { formatInstant, type Instant } from '../domain/instant.ts';
import { table } from './table.ts';
import { timeText } from './time-text.ts';

/** A token or a consumer as programs read it; without its secret, which nobody has any more. */
export function presentAccessToken(token: AccessToken) {
  const { place, placeName } = token;
  return {
    name: token.name,
    account: token.account.name,
    workspace: place.kind === 'workspace' ? (placeName ?? null) : null,
    repository: place.kind === 'repository' ? (placeName ?? null) : null,
    scopes: token.scopes,
    keys: token.keyPatterns ?? null,
    created_on: formatInstant(token.createdOn),
    expires_on: present(token.expiresOn),
    last_used_on: present(token.lastUsedOn),
  };
}

export function idOf({ uuid }: AccessToken): string {
  return uuid.slice(1, -1);
}

/** What somebody has just made, in a sentence. */
export function describeAccessToken(token: AccessToken): string {
  const keys = token.keyPatterns === undefined ? '' : ` under the keys ${token.keyPatterns.join(', ')}`;
  const end = token.expiresOn === undefined ? 'for ever' : `until ${timeText(token.expiresOn)} UTC`;
  return `${token.account.name}, ${placeText(token)}: ${token.scopes.join(', ')}${keys}, ${end}`;
}

export function accessTokenTable(idName: string, tokens: readonly AccessToken[]): string {
  const names = [idName, 'account', 'where', 'scopes', 'keys', 'expires', 'last used', 'name'];
  return table(
    names,
    tokens.map((token) => [
      idOf(token),
      token.account.name,
      placeText(token),
      token.scopes.join(' '),
      token.keyPatterns?.join(' ') ?? 'any',
      token.expiresOn === undefined ? 'never' : timeText(token.expiresOn),
      token.lastUsedOn === undefined ? 'never' : timeText(token.lastUsedOn),
      token.name,
    ]),
  );
}

function placeText({ place, placeName }: AccessToken): string {
  if (place.kind === 'server') return 'the whole server';
  return placeName ?? 'a repository that was removed';
}

function present(instant: Instant | undefined): string | null {
  return instant === undefined ? null : formatInstant(instant);
}
