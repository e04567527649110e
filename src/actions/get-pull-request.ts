import { type PullRequest, pullRequestIsClosed, pullRequestNotFound } from '../domain/pull-request.ts';
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
  const repository = await getRepository(context, address, ['pullrequest']);
  const found = await findStored(context, repository, id);
  return { repository, pullRequest: await followBranches(context, repository, found) };
}

/** One that is to be changed, in a repository that is known already. Throws not_found, or invalid when it is closed. */
export async function getOpenPullRequest(
  context: ActionContext,
  repository: Repository,
  id: number,
): Promise<PullRequest> {
  const found = await findStored(context, repository, id);
  if (found.state !== 'OPEN') throw pullRequestIsClosed(id);
  return followBranches(context, repository, found);
}

async function findStored({ store }: ActionContext, repository: Repository, id: number): Promise<PullRequest> {
  const found = await store.pullRequests.findPullRequest({ repositoryId: repository.id, id });
  if (found === undefined) throw pullRequestNotFound(fullName(repository), id);
  return found;
}
