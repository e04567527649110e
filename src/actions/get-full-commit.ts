import type { Commit, GitCommit } from '../domain/commit.ts';
import { commitNotFound, parseCommitRevision } from '../domain/commit-hash.ts';
import type { Repository, RepositoryAddress } from '../domain/repository.ts';
import type { ActionContext } from './context.ts';
import { getCommit } from './get-commit.ts';
import { getRepository } from './get-repository.ts';

/** A commit with all that is known of it: Git's view, where there is a Git directory. */
export type FullCommit = Commit | GitCommit;

export interface CommitInContext {
  readonly repository: Repository;
  readonly commit: FullCommit;
}

/** Throws not_found for the repository or the commit. */
export async function getFullCommit(
  context: ActionContext,
  { address, commit: sent }: { readonly address: RepositoryAddress; readonly commit: string },
): Promise<CommitInContext> {
  const repository = await getRepository(context, address);
  return { repository, commit: await getFullCommitOf(context, repository, sent) };
}

/** The same in a repository that is known already. */
export async function getFullCommitOf(
  context: ActionContext,
  repository: Repository,
  sent: string,
): Promise<FullCommit> {
  const { id: repositoryId, gitDirectory } = repository;
  if (gitDirectory === undefined) {
    const commit = await getCommit(context, repository, sent);
    const [seen] = await context.store.commits.findCommits({
      repositoryId,
      revision: parseCommitRevision(commit.hash),
    });
    return seen ?? commit;
  }
  const commit = await context.commitSource.findCommit({ gitDirectory, revision: parseCommitRevision(sent) });
  if (commit === undefined) throw commitNotFound(sent);
  return commit;
}

/** What is known of a commit that a branch, a tag or a pull request points to; its hash alone, if Git has lost it. */
export async function findFullCommit(
  context: ActionContext,
  repository: Repository,
  hash: Commit['hash'],
): Promise<FullCommit> {
  const { id: repositoryId, gitDirectory } = repository;
  const revision = parseCommitRevision(hash);
  const commit =
    gitDirectory === undefined
      ? (await context.store.commits.findCommits({ repositoryId, revision }))[0]
      : await context.commitSource.findCommit({ gitDirectory, revision });
  return commit ?? { hash };
}
