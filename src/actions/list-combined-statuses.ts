import { combineStatuses } from '../domain/combined-status.ts';
import type { RepositoryAddress } from '../domain/repository.ts';
import type { ActionContext } from './context.ts';
import type { CombinedStatusInContext, StatusSelection } from './get-combined-status.ts';
import { getCommit } from './get-commit.ts';
import { getRepositoryOfBuilds } from './get-repository.ts';
import { lookUpCommits } from './look-up-commits.ts';

/**
 * The combined statuses of up to 100 commits, in their order, all read at one moment. Each has the outcome that it would
 * have alone. Throws what concerns the repository.
 */
export async function listCombinedStatuses(
  context: ActionContext,
  {
    address,
    commits,
    keys,
    refname,
  }: StatusSelection & { readonly address: RepositoryAddress; readonly commits: readonly string[] },
): Promise<readonly PromiseSettledResult<CombinedStatusInContext>[]> {
  const repository = await getRepositoryOfBuilds(context, address);
  const outcomes = await lookUpCommits(commits, (sent) => getCommit(context, repository, sent));
  const found = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value.hash] : []));
  const statuses = await context.store.commitStatuses.listStatusesOfCommits({
    repositoryId: repository.id,
    commits: [...new Set(found)],
    refname,
  });
  return outcomes.map((outcome) => {
    if (outcome.status === 'rejected') return outcome;
    const commit = outcome.value;
    const combined = combineStatuses(statuses.get(commit.hash) ?? [], keys);
    return { status: 'fulfilled', value: { repository, commit, combined } };
  });
}
