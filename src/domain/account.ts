import { clip } from './clip.ts';
import { ServiceError } from './error.ts';
import type { Instant } from './instant.ts';

/** Who did something, as it is shown beside it: in `dev`, whoever signs in is believed about the name, which gives the UUID. */
export interface AccountReference {
  /** In braces. */
  readonly uuid: string;
  readonly name: string;
}

export const accountKinds = ['user', 'service'] as const;

/**
 * Somebody whom the server knows. A user has permissions, which bound the user's tokens, too; a service, such as a CI
 * system, may do what its tokens say, and signs in on pages with one of them alone.
 */
export interface Account extends AccountReference {
  /** The store's own number for it; never shown. */
  readonly id: number;
  readonly kind: (typeof accountKinds)[number];
  /** In lower case, and nobody else's; what Basic authentication takes as the user name. */
  readonly name: string;
  readonly displayName: string;
  /** In lower case, and nobody else's. */
  readonly email?: string | undefined;
  /** Whether it may sign in, and its tokens count. */
  readonly isActive: boolean;
  readonly createdOn: Instant;
}

/** Whether somebody calls the account so: by its name or its e-mail address, in any case, or by its UUID. */
export function isCalled(account: Pick<Account, 'uuid' | 'name' | 'email'>, identifier: string): boolean {
  const text = identifier.toLowerCase();
  return text === account.name || text === account.email || text === account.uuid;
}

export function accountNotFound(identifier: string): ServiceError {
  return new ServiceError('not_found', `There is no account '${clip(identifier)}'.`);
}
