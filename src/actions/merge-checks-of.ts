import type { CommitStatus } from '../domain/commit-status.ts';
import { checkMerge, type MergeChecks } from '../domain/merge-check.ts';
import type { PullRequest } from '../domain/pull-request.ts';
import type { Repository } from '../domain/repository.ts';
import type { ActionContext } from './context.ts';
import { type MergeTarget, rulesOfBranch } from './rules-of-branch.ts';

export interface DecidedMergeChecks extends MergeChecks {
  readonly isEnforced: boolean;
  /** What it was decided by. */
  readonly statuses: readonly CommitStatus[];
}

/** Decides by what has been reported of the commit; with a refname, by the statuses of that branch and those of none. */
export async function mergeChecksOf(
  context: ActionContext,
  repository: Repository,
  { refname, ...target }: MergeTarget & { readonly refname?: string | undefined },
): Promise<DecidedMergeChecks> {
  const { isEnforced, ...rules } = await rulesOfBranch(context, repository, target);
  const statuses = await listStatuses(context, repository, { ...target, refname });
  return { ...checkMerge(statuses, rules), isEnforced, statuses };
}

/** The same for a pull request, by the statuses of its source commit that name the source branch or none. */
export function mergeChecksOfPullRequest(
  context: ActionContext,
  repository: Repository,
  { source, destination }: Pick<PullRequest, 'source' | 'destination'>,
): Promise<DecidedMergeChecks> {
  const target = { branch: destination.branch, head: destination.commit, commit: source.commit };
  return mergeChecksOf(context, repository, { ...target, refname: source.branch });
}

async function listStatuses(
  { store }: ActionContext,
  { id: repositoryId }: Repository,
  { commit, refname }: Pick<MergeTarget, 'commit'> & { readonly refname: string | undefined },
): Promise<readonly CommitStatus[]> {
  if (commit === undefined) return [];
  const found = await store.commitStatuses.listStatusesOfCommits({ repositoryId, commits: [commit], refname });
  return found.get(commit) ?? [];
}
