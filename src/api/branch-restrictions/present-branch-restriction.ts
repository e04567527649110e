import type { BranchRestrictionInContext } from '../../actions/branch-restriction-in-context.ts';
import type { Links } from '../../http/links.ts';

/** The whole object. What means nothing for its kind is left out: Bitbucket's description knows no null. */
export function presentBranchRestriction({ repository, restriction }: BranchRestrictionInContext, links: Links) {
  const { id, kind, branchMatchKind, branchType, pattern, value, users, groups } = restriction;
  return {
    type: 'branchrestriction' as const,
    id,
    kind,
    branch_match_kind: branchMatchKind,
    ...(branchType !== undefined && { branch_type: branchType }),
    pattern,
    ...(value !== undefined && { value }),
    users: [...users],
    groups: [...groups],
    links: { self: { href: links.apiBranchRestriction(repository, id) } },
  };
}
