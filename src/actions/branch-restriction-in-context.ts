import type { NewAuditEvent } from '../domain/audit-event.ts';
import type { BranchRestriction, BranchRestrictionSettings } from '../domain/branch-restriction.ts';
import type { Repository, RepositoryAddress } from '../domain/repository.ts';
import { auditOf } from './audit-of.ts';
import type { ActionContext } from './context.ts';

/** A branch restriction with the repository that it belongs to. */
export interface BranchRestrictionInContext {
  readonly repository: Repository;
  readonly restriction: BranchRestriction;
}

/** How a request names a branch restriction. */
export interface BranchRestrictionAddress {
  readonly address: RepositoryAddress;
  readonly id: number;
}

/** Whoever may look at restrictions may change them, as Bitbucket documents. */
export const scopesOfRestrictions = ['repository:admin'] as const;

/** The entry for one that is made or changed: what was said of it. */
export function auditOfRestriction(
  context: Pick<ActionContext, 'caller' | 'clock'>,
  what: 'created' | 'updated',
  { repository, id, settings }: Told,
): NewAuditEvent {
  const { kind, pattern, branchType, value } = settings;
  const details = {
    ...(kind !== undefined && { kind }),
    ...(pattern && { pattern }),
    ...(branchType !== undefined && { branch_type: branchType }),
    ...(value !== undefined && { value }),
  };
  return auditOf(context, `restriction.${what}`, {
    repository,
    subject: id === undefined ? undefined : String(id),
    details,
  });
}

interface Told {
  readonly repository: Repository;
  /** Absent for a new one, which the store gives its number. */
  readonly id?: number | undefined;
  readonly settings: Partial<BranchRestrictionSettings>;
}
