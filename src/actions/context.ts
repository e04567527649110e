import type { Clock } from '../domain/instant.ts';
import type { CommitSource } from '../store/commit-source.ts';
import type { RefSource } from '../store/ref-source.ts';
import type { Store } from '../store/store.ts';

/** What an action works with. */
export interface ActionContext {
  readonly store: Store;
  readonly clock: Clock;
  readonly commitSource: CommitSource;
  readonly refSource: RefSource;
  /** Whether a repository appears when it is first written to, as in development. */
  readonly createsRepositories: boolean;
}
