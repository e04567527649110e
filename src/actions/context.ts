import type { Clock } from '../domain/instant.ts';
import type { CommitSource } from '../store/commit-source.ts';
import type { Store } from '../store/store.ts';

/** What an action works with. */
export interface ActionContext {
  readonly store: Store;
  readonly clock: Clock;
  readonly commitSource: CommitSource;
  /** Whether a repository appears when it is first written to, as in development. */
  readonly createsRepositories: boolean;
}
