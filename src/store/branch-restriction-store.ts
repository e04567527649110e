import type { NewAuditEvent } from '../domain/audit-event.ts';
import type { BranchRestriction, BranchRestrictionSettings, RestrictionKind } from '../domain/branch-restriction.ts';
import type { Page, PageQuery } from '../query/page.ts';

export interface BranchRestrictionQuery {
  readonly repositoryId: number;
  readonly id: number;
}

export interface NewBranchRestriction {
  readonly repositoryId: number;
  readonly settings: BranchRestrictionSettings;
}

/** Changes the settings that are there, and leaves the others. */
export interface BranchRestrictionChange extends BranchRestrictionQuery {
  readonly settings: Partial<BranchRestrictionSettings>;
}

/** `taken`: nothing was written, because there is another of the same kind for the same branches. */
export interface BranchRestrictionStore {
  /**
   * Gives it a number that none of its repository has ever had, which is what the entry of the audit is about. Throws
   * `not_found` when the repository has been removed.
   */
  addBranchRestriction(added: NewBranchRestriction, audit?: NewAuditEvent): Promise<BranchRestriction | 'taken'>;

  /** `undefined` when there is none. Throws `invalid` when what comes of it is not complete. */
  changeBranchRestriction(
    change: BranchRestrictionChange,
    audit?: NewAuditEvent,
  ): Promise<BranchRestriction | 'taken' | undefined>;

  /** `false` when there is none. */
  removeBranchRestriction(query: BranchRestrictionQuery, audit?: NewAuditEvent): Promise<boolean>;

  findBranchRestriction(query: BranchRestrictionQuery): Promise<BranchRestriction | undefined>;

  /** Oldest first; only those of that kind, and with that very pattern, where one is named. */
  listBranchRestrictions(
    query: Pick<PageQuery<never>, 'offset' | 'limit'> & {
      readonly repositoryId: number;
      readonly kind?: RestrictionKind | undefined;
      readonly pattern?: string | undefined;
    },
  ): Promise<Page<BranchRestriction>>;

  /** All of these kinds, oldest first. */
  listBranchRestrictionsOf(query: {
    readonly repositoryId: number;
    readonly kinds: readonly RestrictionKind[];
  }): Promise<readonly BranchRestriction[]>;
}
