import { type CommitHash, commitNotFound, parseCommitRevision } from '../domain/commit-hash.ts';
import { ServiceError } from '../domain/error.ts';
import type { Repository, RepositoryAddress } from '../domain/repository.ts';
import { findBranchOf } from './branches.ts';
import type { ActionContext } from './context.ts';
import { type FullCommit, getFullCommitOf } from './get-full-commit.ts';
import { getRepository } from './get-repository.ts';

/** Git is asked about each of them. */
const maxNames = 50;

export interface CommitQuery {
  readonly address: RepositoryAddress;
  /** Hashes, branches and tags from which commits are reached; none: every branch. */
  readonly include: readonly string[];
  /** What is reached from these is left out. */
  readonly exclude: readonly string[];
  /** Only commits that touch this file or folder. */
  readonly path?: string | undefined;
  readonly offset: number;
  readonly limit: number;
}

export interface CommitList {
  readonly repository: Repository;
  readonly values: readonly FullCommit[];
}

/**
 * Commits, newest first. Without a Git directory there is no ancestry: those of a branch are the ones that were reported
 * for it. Throws not_found for the repository or a name that leads nowhere, invalid for more names than anybody needs.
 */
export async function listCommits(context: ActionContext, query: CommitQuery): Promise<CommitList> {
  const repository = await getRepository(context, query.address, ['repository']);
  const { gitDirectory } = repository;
  const values =
    gitDirectory === undefined
      ? await listReportedCommits(context, repository, query)
      : await listGitCommits(context, gitDirectory, query);
  return { repository, values };
}

async function listGitCommits(
  context: ActionContext,
  gitDirectory: string,
  query: CommitQuery,
): Promise<readonly FullCommit[]> {
  const { path, offset, limit } = query;
  const count = query.include.length + query.exclude.length;
  if (count > maxNames) {
    throw new ServiceError('invalid', `Name at most ${maxNames} commits to include and exclude (received ${count}).`);
  }
  const [included, exclude] = await Promise.all([
    resolveAll(context, gitDirectory, query.include),
    resolveAll(context, gitDirectory, query.exclude),
  ]);
  const include = included.length > 0 ? included : await listTips(context, gitDirectory);
  return context.commitSource.listCommits({ gitDirectory, include, exclude, path, offset, limit });
}

async function listTips({ refSource }: ActionContext, gitDirectory: string): Promise<readonly CommitHash[]> {
  const branches = await refSource.listBranches({ gitDirectory });
  return branches.map(({ target }) => target);
}

async function listReportedCommits(
  context: ActionContext,
  repository: Repository,
  { include, exclude, path, offset, limit }: CommitQuery,
): Promise<readonly FullCommit[]> {
  if (exclude.length > 0 || path !== undefined || include.length > 1) {
    throw new ServiceError('invalid', 'Only a Git directory knows which commits come from which.', {
      detail: 'Leave out include, exclude and path, or tie the repository to its Git directory.',
    });
  }
  const [name] = include;
  const { commits } = context.store;
  if (name === undefined) return commits.listCommits({ repositoryId: repository.id, offset, limit });
  const branch = await findBranchOf(context, repository, name);
  if (branch !== undefined) {
    return commits.listCommits({ repositoryId: repository.id, refname: name, offset, limit });
  }
  return [await getFullCommitOf(context, repository, name)].slice(offset, offset + limit);
}

/** The commits of branches, of tags, or with those hashes. Throws not_found, as for an unknown commit. */
function resolveAll(
  context: ActionContext,
  gitDirectory: string,
  names: readonly string[],
): Promise<readonly CommitHash[]> {
  return Promise.all(names.map((name) => resolve(context, gitDirectory, name)));
}

async function resolve(
  { refSource, commitSource }: ActionContext,
  gitDirectory: string,
  name: string,
): Promise<CommitHash> {
  const [branch, tag] = await Promise.all([
    refSource.findBranch({ gitDirectory, name }),
    refSource.findTag({ gitDirectory, name }),
  ]);
  const ref = branch ?? tag;
  if (ref !== undefined) return ref.target;
  const commit = await commitSource.findCommit({ gitDirectory, revision: parseCommitRevision(name) });
  if (commit === undefined) throw commitNotFound(name);
  return commit.hash;
}
