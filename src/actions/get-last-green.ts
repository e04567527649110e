import { combineStatuses } from '../domain/combined-status.ts';
import type { Commit } from '../domain/commit.ts';
import { ServiceError } from '../domain/error.ts';
import { refNotFound } from '../domain/ref.ts';
import { fullName, type Repository, type RepositoryAddress } from '../domain/repository.ts';
import { findBranchOf, mainBranchOf } from './branches.ts';
import type { ActionContext } from './context.ts';
import type { CombinedStatusInContext } from './get-combined-status.ts';
import { getRepositoryOfBuilds } from './get-repository.ts';

export interface LastGreenQuery {
  readonly address: RepositoryAddress;
  /** The main branch, unless told. */
  readonly branch?: string | undefined;
  /** Only the statuses of these keys count, and all of them have to be there. */
  readonly keys: readonly string[];
}

export interface LastGreen extends CombinedStatusInContext {
  readonly branch: string;
  readonly lookedAt: number;
}

/** How many commits are looked at in one question, and how many in all. Further back, green is of no use to anybody. */
const stretch = 100;
const maxCommits = 1000;

/**
 * The newest commit of a branch that is green: by Git's history, or, without a Git directory, of the commits that were
 * reported for the branch. Throws not_found for repository or branch, and when none of the newest 1,000 is.
 */
export async function getLastGreen(
  context: ActionContext,
  { address, branch: told, keys }: LastGreenQuery,
): Promise<LastGreen> {
  const repository = await getRepositoryOfBuilds(context, address);
  const branch = told ?? (await mainBranchOf(context, repository));
  const list = await listerOf(context, repository, branch);
  let lookedAt = 0;
  while (lookedAt < maxCommits) {
    const commits = await list(lookedAt);
    const green = await findGreen(context, repository, { commits, keys });
    if (green !== undefined) return { ...green, branch, lookedAt: lookedAt + commits.indexOf(green.commit) + 1 };
    lookedAt += commits.length;
    if (commits.length < stretch) break;
  }
  throw nothingGreen(branch, lookedAt);
}

/** Gives the commits of the branch from that one on, newest first. */
async function listerOf(
  context: ActionContext,
  repository: Repository,
  name: string,
): Promise<(offset: number) => Promise<readonly Commit[]>> {
  const { id: repositoryId, gitDirectory } = repository;
  const branch = await findBranchOf(context, repository, name);
  if (branch === undefined) throw refNotFound('branch', name, fullName(repository));
  const { commits } = context.store;
  if (gitDirectory === undefined) {
    return (offset) => commits.listCommits({ repositoryId, refname: name, offset, limit: stretch });
  }
  const include = [branch.target];
  return (offset) => context.commitSource.listCommits({ gitDirectory, include, exclude: [], offset, limit: stretch });
}

async function findGreen(
  { store }: ActionContext,
  repository: Repository,
  { commits, keys }: { readonly commits: readonly Commit[]; readonly keys: readonly string[] },
): Promise<CombinedStatusInContext | undefined> {
  const statuses = await store.commitStatuses.listStatusesOfCommits({
    repositoryId: repository.id,
    commits: commits.map(({ hash }) => hash),
  });
  for (const commit of commits) {
    const combined = combineStatuses(statuses.get(commit.hash) ?? [], keys);
    if (combined.state === 'SUCCESSFUL') return { repository, commit, combined };
  }
  return undefined;
}

function nothingGreen(branch: string, lookedAt: number): ServiceError {
  const looked = lookedAt === 1 ? 'its only commit' : `its newest ${lookedAt} commits`;
  return new ServiceError('not_found', `No commit of '${branch}' is green: ${looked} have been looked at.`, {
    data: { branch, looked_at: lookedAt },
  });
}
