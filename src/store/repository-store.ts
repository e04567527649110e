import type { Instant } from '../domain/instant.ts';
import type { Repository, RepositoryAddress } from '../domain/repository.ts';

export interface NewRepository {
  /** Slugs, in lower case. */
  readonly address: RepositoryAddress;
  /** In braces; used when the repository is new. */
  readonly uuid: string;
  /** In braces; used when the workspace is new. */
  readonly workspaceUuid: string;
  readonly gitDirectory?: string | undefined;
  readonly createdOn: Instant;
}

export interface RepositoryStore {
  /**
   * Each part of the address is a slug in any case, or a UUID in braces. The workspace may be `{}` beside the UUID of a
   * repository, as on Bitbucket.
   */
  findRepository(address: RepositoryAddress): Promise<Repository | undefined>;

  /** All of them, by workspace and slug. */
  listRepositories(): Promise<readonly Repository[]>;

  /** Adds the repository, and its workspace where that is new. One that exists already is left as it is. */
  addRepository(repository: NewRepository): Promise<{ readonly added: boolean }>;

  /** Ties a repository that has no Git directory to one; `false` when it has one, or is gone. */
  setGitDirectory(change: { readonly repositoryId: number; readonly gitDirectory: string }): Promise<boolean>;

  /**
   * Removes the repository; `false` when it is gone already. From one moment on nobody finds it and nothing can be written
   * to it. Then its commits, statuses and events are deleted, in steps that leave room for other writers; what a crash
   * leaves of that is done by the next removal.
   */
  removeRepository(removal: { readonly repositoryId: number; readonly at: Instant }): Promise<boolean>;
}
