import type { Account } from './account.ts';
import { ServiceError } from './error.ts';
import type { Instant } from './instant.ts';
import type { KeyPattern } from './key-pattern.ts';
import type { Place } from './place.ts';
import { bracedUuid, isUuid } from './repository.ts';
import type { Scope } from './scope.ts';

/**
 * `token`: a secret that is sent along with requests. `consumer`: the secret of an OAuth 2 client, which gets short-lived
 * `access` tokens for it, and `refresh` tokens for more of them.
 */
export type AccessTokenKind = 'token' | 'consumer' | 'access' | 'refresh';

/** What lets its holder do something; all of it but the secret. */
export interface AccessToken {
  /** In braces. Without them, it is the id that people name the token by, and a consumer's `client_id`. */
  readonly uuid: string;
  readonly kind: AccessTokenKind;
  /** What people call it. */
  readonly name: string;
  readonly account: Account;
  readonly place: Place;
  /** `acme` or `acme/widgets`; absent for the whole server, and for what has been removed. */
  readonly placeName?: string | undefined;
  readonly scopes: readonly Scope[];
  readonly keyPatterns?: readonly KeyPattern[] | undefined;
  readonly createdOn: Instant;
  readonly expiresOn?: Instant | undefined;
  /** To the minute. */
  readonly lastUsedOn?: Instant | undefined;
  readonly revokedOn?: Instant | undefined;
}

/** Whether it counts at that moment. */
export function isValidAt({ account, expiresOn, revokedOn }: AccessToken, now: Instant): boolean {
  return account.isActive && revokedOn === undefined && (expiresOn === undefined || now < expiresOn);
}

/** What is no id is not repeated: people who mean well put the token itself there. */
export function accessTokenNotFound(id: string): ServiceError {
  if (isUuid(id) || isUuid(bracedUuid(id))) {
    return new ServiceError('not_found', `There is no access token with the id '${id}'.`);
  }
  return new ServiceError(
    'not_found',
    'This is no id of an access token: an id is a UUID, and not the token itself, which nobody can be asked about.',
  );
}
