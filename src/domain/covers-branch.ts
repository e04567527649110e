import type { BranchRestriction, BranchType } from './branch-restriction.ts';
import { matchesStars } from './match-stars.ts';

/** Bitbucket's own prefixes, of the branching model that a repository has until it is told another. */
const prefixes = {
  'feature/': 'feature',
  'bugfix/': 'bugfix',
  'release/': 'release',
  'hotfix/': 'hotfix',
} as const satisfies Record<string, BranchType>;

/**
 * Whether the restriction is about the branch. In a pattern, `*` stands for any characters, slashes too, and everything else for
 * itself (Bitbucket's description of branch restrictions). The branch for development is the main one; there is none for production.
 */
export function coversBranch(
  { branchMatchKind, branchType, pattern }: BranchRestriction,
  { branch, mainBranch }: { readonly branch: string; readonly mainBranch: string },
): boolean {
  if (branchMatchKind === 'glob') return matchesStars(pattern, branch);
  if (branchType === 'development') return branch === mainBranch;
  return Object.entries(prefixes).some(([prefix, type]) => type === branchType && branch.startsWith(prefix));
}
