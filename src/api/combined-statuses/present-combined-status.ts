import type { CombinedStatusInContext, StatusSelection } from '../../actions/get-combined-status.ts';
import { combinedStatusRule } from '../../domain/combined-status.ts';
import type { Links } from '../../http/links.ts';
import { presentCommitReference } from '../commits/present-commit.ts';
import { presentRepositoryReference } from '../repositories/present-repository.ts';

export function presentCombinedStatus(
  { repository, commit, combined }: CombinedStatusInContext,
  selection: StatusSelection,
  links: Links,
) {
  const { state, isFinal, keys, missing, voided } = combined;
  return {
    type: 'combined_status' as const,
    rule: combinedStatusRule,
    state,
    is_final: isFinal,
    counts: {
      SUCCESSFUL: keys.SUCCESSFUL.length,
      FAILED: keys.FAILED.length,
      INPROGRESS: keys.INPROGRESS.length,
      STOPPED: keys.STOPPED.length,
    },
    keys,
    missing,
    voided,
    commit: presentCommitReference(repository, commit, links),
    repository: presentRepositoryReference(repository, links),
    links: {
      self: { href: `${links.combinedStatus(repository, commit.hash)}${queryOf(selection)}` },
      statuses: { href: links.apiCommitStatuses(repository, commit.hash) },
    },
  };
}

function queryOf({ keys, refname }: StatusSelection): string {
  const parameters = new URLSearchParams(keys.map((key) => ['key', key]));
  if (refname !== undefined) parameters.append('refname', refname);
  return parameters.size === 0 ? '' : `?${parameters}`;
}
