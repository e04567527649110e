import type { Caller } from '../domain/caller.ts';
import type { CommitHash } from '../domain/commit-hash.ts';
import { type PullRequest, pullRequestIsClosed } from '../domain/pull-request.ts';
import type { Repository, RepositoryAddress } from '../domain/repository.ts';
import type { PullRequestChange } from '../store/pull-request-store.ts';
import { accountOf } from './account-of.ts';
import type { ActionContext } from './context.ts';
import { getToldCommit } from './get-commit.ts';
import { getPullRequestOf, type PullRequestInContext } from './get-pull-request.ts';
import { getRepositoryToChange } from './get-repository.ts';

interface Closing {
  readonly address: RepositoryAddress;
  readonly id: number;
  readonly caller: Caller;
}

/** Throws not_found for the repository or the pull request, invalid when it is closed already. */
export async function declinePullRequest(
  context: ActionContext,
  input: Closing & { readonly reason: string },
): Promise<PullRequestInContext> {
  const repository = await getRepositoryToChange(context, input.address);
  await getPullRequestOf(context, repository, input.id);
  return close(context, repository, input, { state: 'DECLINED', reason: input.reason });
}

/**
 * Records that a pull request was merged: somebody else runs Git. The merge commit is the one that was told, else the one
 * by which Git says the source came into the destination, else the source commit, as after a fast-forward. Throws
 * not_found for the repository or the pull request, invalid when it is closed already or the commit is unknown.
 */
export async function mergePullRequest(
  context: ActionContext,
  input: Closing & { readonly mergeCommit?: string | undefined; readonly closesSourceBranch?: boolean | undefined },
): Promise<PullRequestInContext> {
  const repository = await getRepositoryToChange(context, input.address);
  const open = await getPullRequestOf(context, repository, input.id);
  const mergeCommit =
    input.mergeCommit === undefined
      ? ((await findMerge(context, repository, open)) ?? open.source.commit)
      : (await getToldCommit(context, repository, { member: 'merge_commit', sent: input.mergeCommit })).hash;
  return close(context, repository, input, {
    state: 'MERGED',
    ...(mergeCommit !== undefined && { mergeCommit }),
    ...(input.closesSourceBranch !== undefined && { closesSourceBranch: input.closesSourceBranch }),
  });
}

async function close(
  { store, clock }: ActionContext,
  repository: Repository,
  { id, caller }: Closing,
  members: PullRequestChange['members'],
): Promise<PullRequestInContext> {
  const pullRequest = await store.pullRequests.changePullRequest({
    repositoryId: repository.id,
    id,
    members: { ...members, closedBy: accountOf(caller) },
    at: clock.now(),
  });
  if (pullRequest === undefined) throw pullRequestIsClosed(id);
  return { repository, pullRequest };
}

async function findMerge(
  { commitSource }: ActionContext,
  { gitDirectory }: Repository,
  { source, destination }: PullRequest,
): Promise<CommitHash | undefined> {
  if (gitDirectory === undefined || source.commit === undefined || destination.commit === undefined) return undefined;
  return commitSource.findMergeCommit({ gitDirectory, source: source.commit, destination: destination.commit });
}
