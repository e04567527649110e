import type { CommitHash } from '../domain/commit-hash.ts';
import { ServiceError } from '../domain/error.ts';
import { mergeIsRefused } from '../domain/merge-is-refused.ts';
import { type PullRequest, pullRequestIsClosed } from '../domain/pull-request.ts';
import type { Repository } from '../domain/repository.ts';
import type { MergeBasis } from '../store/pull-request-store.ts';
import { type Closing, closingOf } from './close-pull-request.ts';
import type { ActionContext } from './context.ts';
import { getToldCommit } from './get-commit.ts';
import { getOpenPullRequest, type PullRequestInContext } from './get-pull-request.ts';
import { getRepositoryToChange } from './get-repository.ts';
import { mergeChecksOfPullRequest } from './merge-checks-of.ts';

type Merging = Closing & {
  readonly mergeCommit?: string | undefined;
  readonly closesSourceBranch?: boolean | undefined;
};

/** How often it is decided anew when builds report, or the branch moves, between the decision and the merge. */
const maxAttempts = 10;

/**
 * Records that a pull request was merged: somebody else runs Git. The merge commit is the one that was told, else the one
 * by which Git says the source came into the destination, else the source commit, as after a fast-forward. Throws
 * not_found for the repository or the pull request, invalid when it is closed already or the commit is unknown, conflict
 * when merge checks that are enforced have not passed at the moment of the merge.
 */
export async function mergePullRequest(context: ActionContext, input: Merging): Promise<PullRequestInContext> {
  const repository = await getRepositoryToChange(context, input.address, ['pullrequest:write']);
  for (let attempt = 1; attempt <= maxAttempts; attempt += 1) {
    const open = await getOpenPullRequest(context, repository, input.id);
    const basis = await decide(context, repository, open);
    const pullRequest = await tryMerge(context, repository, { input, open, basis });
    if (pullRequest === undefined) throw pullRequestIsClosed(input.id);
    if (pullRequest !== 'outdated') return { repository, pullRequest };
  }
  throw new ServiceError('conflict', 'The builds of the pull request change too fast for a decision. Try again.');
}

/** What the decision is made by; `undefined` when nothing is to be obeyed. Throws conflict when it may not be merged. */
async function decide(
  context: ActionContext,
  repository: Repository,
  open: PullRequest,
): Promise<MergeBasis | undefined> {
  const { isEnforced, result, checks, statuses } = await mergeChecksOfPullRequest(context, repository, open);
  if (!isEnforced) return undefined;
  if (result !== 'passed') throw mergeIsRefused(checks);
  return { source: open.source, statuses };
}

async function tryMerge(
  context: ActionContext,
  repository: Repository,
  merge: { readonly input: Merging; readonly open: PullRequest; readonly basis: MergeBasis | undefined },
): Promise<PullRequest | 'outdated' | undefined> {
  const { input, open, basis } = merge;
  const mergeCommit =
    input.mergeCommit === undefined
      ? ((await findMerge(context, repository, open)) ?? open.source.commit)
      : (await getToldCommit(context, repository, { member: 'merge_commit', sent: input.mergeCommit })).hash;
  const { change, audit } = closingOf(context, repository, input.id, {
    state: 'MERGED',
    ...(mergeCommit !== undefined && { mergeCommit }),
    ...(input.closesSourceBranch !== undefined && { closesSourceBranch: input.closesSourceBranch }),
  });
  return context.store.pullRequests.mergePullRequest({ ...change, basis }, audit);
}

async function findMerge(
  { commitSource }: ActionContext,
  { gitDirectory }: Repository,
  { source, destination }: PullRequest,
): Promise<CommitHash | undefined> {
  if (gitDirectory === undefined || source.commit === undefined || destination.commit === undefined) return undefined;
  return commitSource.findMergeCommit({ gitDirectory, source: source.commit, destination: destination.commit });
}
