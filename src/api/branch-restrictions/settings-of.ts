import type { BranchRestrictionSettings, ExemptReference } from '../../domain/branch-restriction.ts';
import { type BranchRestrictionChanges, groupMembers, userMembers } from './branch-restriction-schemas.ts';

/** The settings that a request speaks of. */
export function settingsOf(body: BranchRestrictionChanges): Partial<BranchRestrictionSettings> {
  const { kind, branch_match_kind: branchMatchKind, branch_type: branchType, pattern, value, users, groups } = body;
  return {
    ...(kind !== undefined && { kind }),
    ...(branchMatchKind !== undefined && { branchMatchKind }),
    ...(branchType !== undefined && { branchType: branchType ?? undefined }),
    ...(pattern !== undefined && { pattern: pattern ?? '' }),
    ...(value !== undefined && { value: value ?? undefined }),
    ...(users !== undefined && { users: referencesOf('user', users, userMembers) }),
    ...(groups !== undefined && { groups: referencesOf('group', groups, groupMembers) }),
  };
}

type Sent = NonNullable<BranchRestrictionChanges['users']>;

/** Of what was sent, what names somebody. */
function referencesOf(type: string, sent: Sent | null, members: readonly string[]): readonly ExemptReference[] {
  return (sent ?? []).map((reference) => {
    const texts = Object.entries(reference).filter(([name, text]) => members.includes(name) && text);
    return { type, ...Object.fromEntries(texts) };
  });
}
