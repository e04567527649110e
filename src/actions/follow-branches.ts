import type { PullRequest } from '../domain/pull-request.ts';
import type { Branch } from '../domain/ref.ts';
import type { Repository } from '../domain/repository.ts';
import type { PullRequestMove } from '../store/pull-request-store.ts';
import { findBranchOf, listBranchesOf } from './branches.ts';
import type { ActionContext } from './context.ts';

/** Far more than a repository has open at a time; a page of them is what is looked at. */
const maxFollowed = 10_000;

/**
 * Brings the open pull requests of a repository up to where their branches are by now, so that what is read next, searched
 * or sorted, is true. A branch that is gone leaves its pull requests where they were.
 */
export async function followAllBranches(context: ActionContext, repository: Repository): Promise<void> {
  const { values } = await context.store.pullRequests.listPullRequests({
    repositoryId: repository.id,
    states: ['OPEN'],
    offset: 0,
    limit: maxFollowed,
  });
  if (values.length === 0) return;
  const branches = await findBranches(context, repository, values);
  await move(
    context,
    repository,
    values.map((pullRequest) =>
      moveOf(
        repository,
        pullRequest,
        branches.get(pullRequest.source.branch),
        branches.get(pullRequest.destination.branch),
      ),
    ),
  );
}

/** The same for one, as it is afterwards. */
export async function followBranches(
  context: ActionContext,
  repository: Repository,
  pullRequest: PullRequest,
): Promise<PullRequest> {
  if (pullRequest.state !== 'OPEN') return pullRequest;
  const [source, destination] = await Promise.all([
    findBranchOf(context, repository, pullRequest.source.branch),
    findBranchOf(context, repository, pullRequest.destination.branch),
  ]);
  const hasMoved = await move(context, repository, [moveOf(repository, pullRequest, source, destination)]);
  if (!hasMoved) return pullRequest;
  const moved = await context.store.pullRequests.findPullRequest({ repositoryId: repository.id, id: pullRequest.id });
  return moved ?? pullRequest;
}

/** By name: those of Git at one go, those that were reported one by one, which is quicker than looking at all. */
async function findBranches(
  context: ActionContext,
  repository: Repository,
  pullRequests: readonly PullRequest[],
): Promise<ReadonlyMap<string, Branch>> {
  const names = new Set(pullRequests.flatMap(({ source, destination }) => [source.branch, destination.branch]));
  const branches =
    repository.gitDirectory === undefined
      ? await Promise.all([...names].map((name) => findBranchOf(context, repository, name)))
      : await listBranchesOf(context, repository);
  return new Map(branches.flatMap((branch) => (branch === undefined ? [] : [[branch.name, branch]])));
}

function moveOf(
  { gitDirectory }: Repository,
  { id, source, destination, followsBranch }: PullRequest,
  sourceBranch: Branch | undefined,
  destinationBranch: Branch | undefined,
): PullRequestMove {
  // What was told counts only while there is no Git directory, which may come later.
  const newSource = followsBranch || gitDirectory !== undefined ? sourceBranch?.target : undefined;
  const newDestination = destinationBranch?.target;
  return {
    id,
    ...(newSource !== source.commit && { source: newSource }),
    ...(newDestination !== destination.commit && { destination: newDestination }),
  };
}

async function move(
  { store, clock }: ActionContext,
  repository: Repository,
  all: readonly PullRequestMove[],
): Promise<boolean> {
  const moves = all.filter(({ source, destination }) => source !== undefined || destination !== undefined);
  if (moves.length > 0) {
    await store.pullRequests.movePullRequests({ repositoryId: repository.id, moves, at: clock.now() });
  }
  return moves.length > 0;
}
