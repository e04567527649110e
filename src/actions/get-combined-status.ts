import { type CombinedStatus, combineStatuses } from '../domain/combined-status.ts';
import type { Commit } from '../domain/commit.ts';
import type { Repository, RepositoryAddress } from '../domain/repository.ts';
import type { ActionContext } from './context.ts';
import { getCommit } from './get-commit.ts';
import { getRepositoryOfBuilds } from './get-repository.ts';

/** Which statuses are combined. */
export interface StatusSelection {
  /** Only these, and each of them is asked for; none: all that there are. */
  readonly keys: readonly string[];
  /** Only those of that branch, and those of none. */
  readonly refname?: string | undefined;
}

export interface CombinedStatusQuery extends StatusSelection {
  readonly address: RepositoryAddress;
  readonly commit: string;
}

/** A combined status with the objects that are shown around it. */
export interface CombinedStatusInContext {
  readonly repository: Repository;
  readonly commit: Commit;
  readonly combined: CombinedStatus;
}

/** Throws not_found for repository or commit. */
export async function getCombinedStatus(
  context: ActionContext,
  { address, commit: sent, ...selection }: CombinedStatusQuery,
): Promise<CombinedStatusInContext> {
  const repository = await getRepositoryOfBuilds(context, address);
  const commit = await getCommit(context, repository, sent);
  return combineStatusesOf(context, { repository, commit }, selection);
}

/** The same of a commit that is known already. */
export async function combineStatusesOf(
  { store }: Pick<ActionContext, 'store'>,
  { repository, commit }: Omit<CombinedStatusInContext, 'combined'>,
  { keys, refname }: StatusSelection,
): Promise<CombinedStatusInContext> {
  const statuses = await store.commitStatuses.listStatusesOfCommits({
    repositoryId: repository.id,
    commits: [commit.hash],
    refname,
  });
  return { repository, commit, combined: combineStatuses(statuses.get(commit.hash) ?? [], keys) };
}
