import type { AccessToken } from '../domain/access-token.ts';
import { invalidFields } from '../domain/error.ts';
import { formatInstant, type Instant } from '../domain/instant.ts';
import { type KeyPattern, parseKeyPattern } from '../domain/key-pattern.ts';
import { parseLabel } from '../domain/label.ts';
import type { PlaceAddress } from '../domain/located-place.ts';
import { parseLifetime } from '../domain/parse-lifetime.ts';
import { parseScopes } from '../domain/scope.ts';
import { reportsBuilds } from './require-held.ts';

/** What people make: a token to send along, or the secret of an OAuth 2 client. */
export type ManagedTokenKind = Extract<AccessToken['kind'], 'token' | 'consumer'>;

/** How a request describes a token to be made. */
export interface AccessTokenWish {
  readonly kind: ManagedTokenKind;
  /** Whose it is to be; the caller's own, unless told. */
  readonly account?: string | undefined;
  readonly name?: string | undefined;
  readonly place: PlaceAddress;
  readonly scopes: readonly string[];
  /** Absent: any key. */
  readonly keyPatterns?: readonly string[] | undefined;
  /** As `parseLifetime` reads it; absent: never. */
  readonly expires?: string | undefined;
}

type Parsed = Pick<AccessToken, 'kind' | 'name' | 'scopes' | 'keyPatterns' | 'createdOn' | 'expiresOn'>;

const maxKeyPatterns = 50;

/** What the token says of itself, all but whose it is and where it counts. Throws invalid when a member cannot be one. */
export function parseAccessTokenWish(wish: AccessTokenWish, now: Instant): Parsed {
  const scopes = parseScopes(wish.scopes);
  const keyPatterns = wish.keyPatterns && parsePatterns(wish.keyPatterns);
  if (keyPatterns !== undefined && !reportsBuilds(scopes)) {
    throw invalidFields({
      keys: ['Patterns bound which keys builds are reported under: add the scope buildstatus:write.'],
    });
  }
  return {
    kind: wish.kind,
    name: parseLabel('name', wish.name ?? `made on ${formatInstant(now).slice(0, 10)}`),
    scopes,
    keyPatterns,
    createdOn: now,
    expiresOn: wish.expires === undefined ? undefined : parseLifetime(wish.expires, now),
  };
}

function parsePatterns(texts: readonly string[]): readonly KeyPattern[] {
  if (texts.length >= 1 && texts.length <= maxKeyPatterns) return [...new Set(texts.map(parseKeyPattern))];
  throw invalidFields({ keys: [`Name 1 to ${maxKeyPatterns} patterns, or leave them out for any key.`] });
}
