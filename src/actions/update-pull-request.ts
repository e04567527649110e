import { pullRequestIsClosed } from '../domain/pull-request.ts';
import type { RepositoryAddress } from '../domain/repository.ts';
import type { PullRequestChange } from '../store/pull-request-store.ts';
import type { ActionContext } from './context.ts';
import { endOf } from './create-pull-request.ts';
import { getPullRequestOf, type PullRequestInContext } from './get-pull-request.ts';
import { getRepositoryToChange } from './get-repository.ts';

type Members = Pick<
  PullRequestChange['members'],
  'title' | 'description' | 'isDraft' | 'closesSourceBranch' | 'reviewers'
>;

/**
 * Changes the members that were sent, and no other. Throws not_found for the repository or the pull request, invalid when
 * it is closed or Git does not have the new destination.
 */
export async function updatePullRequest(
  context: ActionContext,
  input: {
    readonly address: RepositoryAddress;
    readonly id: number;
    readonly members: Members;
    readonly destinationBranch?: string | undefined;
  },
): Promise<PullRequestInContext> {
  const repository = await getRepositoryToChange(context, input.address);
  await getPullRequestOf(context, repository, input.id);
  const destination =
    input.destinationBranch && (await endOf(context, repository, 'destination', input.destinationBranch));
  const pullRequest = await context.store.pullRequests.changePullRequest({
    repositoryId: repository.id,
    id: input.id,
    members: { ...input.members, ...(destination && { destination }) },
    at: context.clock.now(),
  });
  if (pullRequest === undefined) throw pullRequestIsClosed(input.id);
  return { repository, pullRequest };
}
