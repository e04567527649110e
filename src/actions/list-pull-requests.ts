import type { PullRequest, PullRequestState } from '../domain/pull-request.ts';
import type { Repository, RepositoryAddress } from '../domain/repository.ts';
import type { Page, PageQuery } from '../query/page.ts';
import type { PullRequestField } from '../query/pull-request-fields.ts';
import type { ActionContext } from './context.ts';
import { followAllBranches } from './follow-branches.ts';
import { getRepository } from './get-repository.ts';

export interface PullRequestPage extends Page<PullRequest> {
  readonly repository: Repository;
}

/** Newest first unless they are sorted otherwise. Throws not_found for the repository. */
export async function listPullRequests(
  context: ActionContext,
  {
    address,
    ...query
  }: PageQuery<PullRequestField> & {
    readonly address: RepositoryAddress;
    readonly states?: readonly PullRequestState[] | undefined;
  },
): Promise<PullRequestPage> {
  const repository = await getRepository(context, address, ['pullrequest']);
  // Closed ones stay where they are.
  if (query.states?.includes('OPEN') ?? true) await followAllBranches(context, repository);
  const page = await context.store.pullRequests.listPullRequests({ repositoryId: repository.id, ...query });
  return { repository, ...page };
}
