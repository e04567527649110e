import type { CommitStatus } from '../domain/commit-status.ts';
import type { Instant } from '../domain/instant.ts';
import type { AccessToken } from '../store/access-token-store.ts';
import type { CommitStatusReplacement, CommitStatusUpdate } from '../store/commit-status-store.ts';
import type { NewRepository } from '../store/repository-store.ts';

/** Every write that the store knows, as plain data that can travel to another thread, with what it gives back. */
export interface WriteResults {
  replace: { readonly status: CommitStatus; readonly created: boolean };
  update: CommitStatus | undefined;
  add_repository: { readonly added: boolean };
  set_git_directory: boolean;
  /** Whether it was there. */
  mark_repository_removed: boolean;
  /** Whether nothing is left of any removed repository. */
  purge_removed_repositories: boolean;
  add_first_access_token: boolean;
  /** Changes nothing, but writes. */
  check_reachable: undefined;
}

export type WriteCommand =
  | CommitStatusReplacement
  | CommitStatusUpdate
  | { readonly kind: 'add_repository'; readonly repository: NewRepository }
  | { readonly kind: 'set_git_directory'; readonly repositoryId: number; readonly gitDirectory: string }
  | { readonly kind: 'mark_repository_removed'; readonly repositoryId: number; readonly at: Instant }
  | { readonly kind: 'purge_removed_repositories'; readonly limit: number }
  | { readonly kind: 'add_first_access_token'; readonly token: AccessToken }
  | { readonly kind: 'check_reachable' };

export type ResultOf<Command extends WriteCommand> = WriteResults[Command['kind']];

/** What became of one command: its result, or the reason why it, and it alone, changed nothing. */
export type WriteOutcome =
  | { readonly ok: true; readonly value: WriteResults[keyof WriteResults] }
  | { readonly ok: false; readonly error: unknown };

/** Executes commands in one transaction, in their order; the outcomes stand in the same order. */
export interface BatchWriter extends AsyncDisposable {
  write(commands: readonly WriteCommand[]): Promise<readonly WriteOutcome[]>;
}
