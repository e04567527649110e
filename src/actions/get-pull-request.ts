import { type PullRequest, pullRequestNotFound } from '../domain/pull-request.ts';
import { fullName, type Repository, type RepositoryAddress } from '../domain/repository.ts';
import type { ActionContext } from './context.ts';
import { followBranches } from './follow-branches.ts';
import { getRepository } from './get-repository.ts';

/** A pull request with the repository that is shown around it. */
export interface PullRequestInContext {
  readonly repository: Repository;
  readonly pullRequest: PullRequest;
}

/** Throws not_found for the repository or the pull request. */
export async function getPullRequest(
  context: ActionContext,
  { address, id }: { readonly address: RepositoryAddress; readonly id: number },
): Promise<PullRequestInContext> {
  const repository = await getRepository(context, address);
  return { repository, pullRequest: await getPullRequestOf(context, repository, id) };
}

/** The same in a repository that is known already. */
export async function getPullRequestOf(
  context: ActionContext,
  repository: Repository,
  id: number,
): Promise<PullRequest> {
  const found = await context.store.pullRequests.findPullRequest({ repositoryId: repository.id, id });
  if (found === undefined) throw pullRequestNotFound(fullName(repository), id);
  return followBranches(context, repository, found);
}
