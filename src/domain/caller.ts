import type { Account } from './account.ts';
import type { Grant } from './grant.ts';

/** By what somebody is known. */
export interface Credential {
  readonly kind: 'token' | 'session';
  /** Of the token, in braces; a session of a password has none. */
  readonly uuid?: string | undefined;
}

/** Who makes a request, and what they may do. */
export interface Caller {
  /** Absent when the request names nobody. */
  readonly name?: string | undefined;
  /** Absent where everybody is believed, too: nobody has an account there. */
  readonly account?: Account | undefined;
  readonly grants: readonly Grant[];
  readonly credential?: Credential | undefined;
  /** The address that the request came from, as far as that is known. */
  readonly address?: string | undefined;
}

/**
 * Whether somebody has signed in with a password or by a provider, and may therefore look after the own account. A token may
 * have got into other hands, and is good for no more than it says.
 */
export function isInPerson({ credential }: Caller): boolean {
  return credential?.kind === 'session' && credential.uuid === undefined;
}

/** Whether nobody is known to make the request. */
export function isAnonymous({ account, grants }: Caller): boolean {
  return account === undefined && grants.length === 0;
}
