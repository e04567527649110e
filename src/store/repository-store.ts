import type { NewAuditEvent } from '../domain/audit-event.ts';
import type { Instant } from '../domain/instant.ts';
import type { RepositoryRange } from '../domain/reach.ts';
import type { Repository, RepositoryAddress } from '../domain/repository.ts';
import type { RepositorySettings } from '../domain/repository-settings.ts';
import type { Page, PageQuery } from '../query/page.ts';
import type { RepositoryField } from '../query/repository-fields.ts';
import type { Ranked, RankedQuery } from './ranked.ts';

export interface NewRepository {
  /** Slugs, in lower case. */
  readonly address: RepositoryAddress;
  /** In braces; used when the repository is new. */
  readonly uuid: string;
  /** In braces; used when the workspace is new. */
  readonly workspaceUuid: string;
  readonly settings: RepositorySettings;
  readonly gitDirectory?: string | undefined;
  readonly createdOn: Instant;
}

/** Changes the settings that are there, and leaves the others. */
export interface RepositoryChange {
  readonly repositoryId: number;
  readonly settings: Partial<RepositorySettings>;
  /** In lower case. The old one becomes an alias, unless another repository takes it one day. */
  readonly slug?: string | undefined;
  readonly at: Instant;
}

/** `taken`: the workspace has another repository of that slug; `gone`: the repository has been removed. */
export type RepositoryChangeResult = 'changed' | 'taken' | 'gone';

export interface RepositoryQuery extends PageQuery<RepositoryField> {
  /** The one that they are in; absent: any. */
  readonly workspaceId?: number | undefined;
  /** Each of which they are in; absent: none, so that there are all. */
  readonly ranges?: readonly RepositoryRange[] | undefined;
}

export interface RepositoryStore {
  /**
   * Each part of the address is a slug in any case, or a UUID in braces. The workspace may be `{}` beside the UUID of a
   * repository, as on Bitbucket.
   */
  findRepository(address: RepositoryAddress): Promise<Repository | undefined>;

  /** The repository that had this slug before it was renamed, while no other has it. */
  findRenamedRepository(address: RepositoryAddress): Promise<Repository | undefined>;

  /** By workspace and slug unless they are sorted otherwise. */
  listRepositories(query: RepositoryQuery): Promise<Page<Repository>>;

  /** In the same order, unless they are sorted, by their rank or otherwise. */
  listRankedRepositories(query: RankedQuery<RepositoryField>): Promise<Page<Ranked<Repository>>>;

  /**
   * Adds the repository, and its workspace where that is new. One that exists already is left as it is. The entry of the audit
   * is of the repository that was added, whatever number it has.
   */
  addRepository(repository: NewRepository, audit?: NewAuditEvent): Promise<{ readonly added: boolean }>;

  changeRepository(change: RepositoryChange, audit?: NewAuditEvent): Promise<RepositoryChangeResult>;

  /** Ties a repository that has no Git directory to one; `false` when it has one, or is gone. */
  setGitDirectory(
    change: { readonly repositoryId: number; readonly gitDirectory: string },
    audit?: NewAuditEvent,
  ): Promise<boolean>;

  /**
   * Removes the repository; `false` when it is gone already. From one moment on nobody finds it and nothing can be written
   * to it. Then everything in it is deleted, in steps that leave room for other writers; what a crash leaves of that is
   * done by the next removal.
   */
  removeRepository(
    removal: { readonly repositoryId: number; readonly at: Instant },
    audit?: NewAuditEvent,
  ): Promise<boolean>;
}
