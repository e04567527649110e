import type { MergeChecksInContext } from '../../actions/get-merge-checks.ts';
import type { MergeCheck } from '../../domain/merge-check.ts';
import type { Links } from '../../http/links.ts';
import { presentCommitHash } from '../commits/present-commit.ts';

export function presentMergeChecks(found: MergeChecksInContext, links: Links) {
  const { repository, commit, branch, isEnforced, result, combined, checks } = found;
  return {
    type: 'merge_checks' as const,
    result,
    is_enforced: isEnforced,
    branch,
    commit: commit === undefined ? null : presentCommitHash(repository, commit, links),
    combined_status: combined.state,
    checks: checks.map(presentCheck),
  };
}

function presentCheck({ requiredKeys, missing, keys, remedy, ...check }: MergeCheck) {
  return {
    ...check,
    remedy: remedy ?? null,
    required_keys: [...requiredKeys],
    missing: [...missing],
    keys: [...keys],
  };
}
