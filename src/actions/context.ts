import type { Caller } from '../domain/caller.ts';
import type { Clock } from '../domain/instant.ts';
import type { CommitSource } from '../store/commit-source.ts';
import type { RefSource } from '../store/ref-source.ts';
import type { Store } from '../store/store.ts';

/** What every action works with, whoever asks for it. */
export interface ServiceContext {
  readonly store: Store;
  readonly clock: Clock;
  readonly commitSource: CommitSource;
  readonly refSource: RefSource;
  /** Whether a repository appears when it is first written to, as in development. */
  readonly createsRepositories: boolean;
  /** Whether whoever may report builds may overwrite those of others, too. */
  readonly sharesStatuses: boolean;
}

/** The same with who asks, and what they may do. */
export interface ActionContext extends ServiceContext {
  readonly caller: Caller;
}
