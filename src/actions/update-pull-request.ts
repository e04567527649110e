import { type PullRequest, type PullRequestEnd, pullRequestIsClosed } from '../domain/pull-request.ts';
import type { Repository, RepositoryAddress } from '../domain/repository.ts';
import type { PullRequestChange } from '../store/pull-request-store.ts';
import { auditOf } from './audit-of.ts';
import type { ActionContext } from './context.ts';
import { getOpenPullRequest, type PullRequestInContext } from './get-pull-request.ts';
import { getRepositoryToChange } from './get-repository.ts';
import { destinationOf, refuseEmpty, refuseFork, refuseOwnDestination, type ToldEnd } from './pull-request-ends.ts';

type Members = Pick<
  PullRequestChange['members'],
  'title' | 'description' | 'isDraft' | 'closesSourceBranch' | 'reviewers'
>;

/**
 * Changes the members that were sent, and no other. Throws not_found for the repository or the pull request, invalid when
 * it is closed or cannot go to the new destination.
 */
export async function updatePullRequest(
  context: ActionContext,
  input: {
    readonly address: RepositoryAddress;
    readonly id: number;
    readonly members: Members;
    readonly destination?: ToldEnd | undefined;
  },
): Promise<PullRequestInContext> {
  const repository = await getRepositoryToChange(context, input.address, ['pullrequest:write']);
  const current = await getOpenPullRequest(context, repository, input.id);
  const destination = input.destination && (await newDestination(context, repository, current, input.destination));
  const members = { ...input.members, ...(destination && { destination }) };
  const pullRequest = await context.store.pullRequests.changePullRequest(
    { repositoryId: repository.id, id: input.id, members, at: context.clock.now() },
    auditOf(context, 'pullrequest.updated', { repository, subject: String(input.id) }),
  );
  if (pullRequest === undefined) throw pullRequestIsClosed(input.id);
  return { repository, pullRequest };
}

/** `undefined` when it is the present one, as in the body of a client that sends back what it was shown. */
async function newDestination(
  context: ActionContext,
  repository: Repository,
  { source, destination: present }: PullRequest,
  told: ToldEnd,
): Promise<PullRequestEnd | undefined> {
  refuseFork(repository, 'destination', told);
  if (told.branch === present.branch) return undefined;
  refuseOwnDestination(source.branch, told.branch);
  const destination = await destinationOf(context, repository, told);
  await refuseEmpty(context, repository, { source, destination });
  return destination;
}
