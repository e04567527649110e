import type { PullRequest } from '../domain/pull-request.ts';
import type { Branch } from '../domain/ref.ts';
import type { Repository } from '../domain/repository.ts';
import type { OpenPullRequest, PullRequestMove } from '../store/pull-request-store.ts';
import { findBranchOf, listBranchesOf } from './branches.ts';
import type { ActionContext } from './context.ts';

/**
 * Brings the open pull requests of a repository up to where their branches are by now, so that what is read next, searched
 * or sorted, is true. A branch that is gone leaves its pull requests where they were.
 */
export async function followAllBranches(context: ActionContext, repository: Repository): Promise<void> {
  const { id: repositoryId, gitDirectory } = repository;
  const moves =
    gitDirectory === undefined
      ? await context.store.pullRequests.listReportedMoves({ repositoryId })
      : await listGitMoves(context, repository);
  await move(context, repository, moves);
}

/** Git tells all of its branches sooner than some of them one by one. */
async function listGitMoves(context: ActionContext, repository: Repository): Promise<readonly PullRequestMove[]> {
  const open = await context.store.pullRequests.listOpenPullRequests({ repositoryId: repository.id });
  if (open.length === 0) return [];
  const branches = new Map((await listBranchesOf(context, repository)).map((branch) => [branch.name, branch]));
  return open.map((one) =>
    moveOf(repository, one, branches.get(one.source.branch), branches.get(one.destination.branch)),
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

function moveOf(
  { gitDirectory }: Repository,
  { id, source, destination, followsBranch }: OpenPullRequest,
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
