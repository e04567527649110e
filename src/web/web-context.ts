import type { CommitStatusInContext } from '../actions/commit-status-in-context.ts';
import type { ServiceContext } from '../actions/context.ts';
import type { IdentityProvider } from '../domain/identity-provider.ts';
import type { Guesses } from '../http/guesses.ts';
import type { Links } from '../http/links.ts';

/** What every page works with. */
export interface WebContext extends ServiceContext {
  readonly publicUrl: string | undefined;
  /** The url of a status as the API shows it, with its variables expanded. */
  readonly presentUrl: (shown: CommitStatusInContext, links: Links) => string;
  /** Absent where nobody has an account. */
  readonly signingIn: SigningIn | undefined;
}

/** How people sign in. */
export interface SigningIn {
  /** Takes its time to refuse whoever tries often. */
  readonly guesses: Pick<Guesses, 'attempt'>;
  readonly provider: IdentityProvider | undefined;
}
