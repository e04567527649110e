import type { CommitHash } from '../domain/commit-hash.ts';
import type { PullRequest } from '../domain/pull-request.ts';
import type { Repository } from '../domain/repository.ts';
import { type Closing, closePullRequest } from './close-pull-request.ts';
import type { ActionContext } from './context.ts';
import { getToldCommit } from './get-commit.ts';
import { getOpenPullRequest, type PullRequestInContext } from './get-pull-request.ts';
import { getRepositoryToChange } from './get-repository.ts';

/**
 * Records that a pull request was merged: somebody else runs Git. The merge commit is the one that was told, else the one
 * by which Git says the source came into the destination, else the source commit, as after a fast-forward. Throws
 * not_found for the repository or the pull request, invalid when it is closed already or the commit is unknown.
 */
export async function mergePullRequest(
  context: ActionContext,
  input: Closing & { readonly mergeCommit?: string | undefined; readonly closesSourceBranch?: boolean | undefined },
): Promise<PullRequestInContext> {
  const repository = await getRepositoryToChange(context, input.address, ['pullrequest:write']);
  const open = await getOpenPullRequest(context, repository, input.id);
  const mergeCommit =
    input.mergeCommit === undefined
      ? ((await findMerge(context, repository, open)) ?? open.source.commit)
      : (await getToldCommit(context, repository, { member: 'merge_commit', sent: input.mergeCommit })).hash;
  return closePullRequest(context, repository, input, {
    state: 'MERGED',
    ...(mergeCommit !== undefined && { mergeCommit }),
    ...(input.closesSourceBranch !== undefined && { closesSourceBranch: input.closesSourceBranch }),
  });
}

async function findMerge(
  { commitSource }: ActionContext,
  { gitDirectory }: Repository,
  { source, destination }: PullRequest,
): Promise<CommitHash | undefined> {
  if (gitDirectory === undefined || source.commit === undefined || destination.commit === undefined) return undefined;
  return commitSource.findMergeCommit({ gitDirectory, source: source.commit, destination: destination.commit });
}
