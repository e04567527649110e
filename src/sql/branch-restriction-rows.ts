import type { BranchRestriction, BranchType, RestrictionKind } from '../domain/branch-restriction.ts';

export interface BranchRestrictionsTable {
  readonly repository_id: number;
  readonly id: number;
  readonly kind: RestrictionKind;
  readonly branch_match_kind: BranchRestriction['branchMatchKind'];
  readonly branch_type: BranchType | null;
  readonly pattern: string;
  readonly value: number | null;
  /** A JSON array of objects that hold texts. */
  readonly users: string;
  /** A JSON array of objects that hold texts. */
  readonly groups: string;
}

export function toBranchRestriction(row: BranchRestrictionsTable): BranchRestriction {
  return {
    id: row.id,
    kind: row.kind,
    branchMatchKind: row.branch_match_kind,
    branchType: row.branch_type ?? undefined,
    pattern: row.pattern,
    value: row.value ?? undefined,
    // Written by `toBranchRestrictionRow`.
    users: JSON.parse(row.users) as BranchRestriction['users'],
    groups: JSON.parse(row.groups) as BranchRestriction['groups'],
  };
}

export function toBranchRestrictionRow(repositoryId: number, restriction: BranchRestriction): BranchRestrictionsTable {
  return {
    repository_id: repositoryId,
    id: restriction.id,
    kind: restriction.kind,
    branch_match_kind: restriction.branchMatchKind,
    branch_type: restriction.branchType ?? null,
    pattern: restriction.pattern,
    value: restriction.value ?? null,
    users: JSON.stringify(restriction.users),
    groups: JSON.stringify(restriction.groups),
  };
}
