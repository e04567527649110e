import type { Commit, GitCommit } from '../domain/commit.ts';
import {
  type CommitHash,
  type CommitRevision,
  commitNotFound,
  isCommitHash,
  parseCommitRevision,
} from '../domain/commit-hash.ts';
import type { Repository, RepositoryAddress } from '../domain/repository.ts';
import type { ActionContext } from './context.ts';
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
  const repository = await getRepository(context, address, ['repository']);
  return { repository, commit: await getFullCommitOf(context, repository, sent) };
}

/** The same in a repository that is known already. */
export async function getFullCommitOf(
  context: ActionContext,
  repository: Repository,
  sent: string,
): Promise<FullCommit> {
  const revision = parseCommitRevision(sent);
  const [commit, another] = await findFullCommits(context, repository, revision);
  if (commit !== undefined && another === undefined) return commit;
  // Without a Git directory, there is nobody who could say that a whole hash is none.
  if (repository.gitDirectory === undefined && isCommitHash(revision)) return { hash: revision };
  throw commitNotFound(sent);
}

/** What is known of a commit that a branch, a tag or a pull request points to; its hash alone, if Git has lost it. */
export async function findFullCommit(
  context: ActionContext,
  repository: Repository,
  hash: CommitHash,
): Promise<FullCommit> {
  const [commit = { hash }] = await findFullCommits(context, repository, parseCommitRevision(hash));
  return commit;
}

/** None, one, or two, which is enough to see that the revision is ambiguous. */
async function findFullCommits(
  { store, commitSource }: ActionContext,
  { id, gitDirectory }: Repository,
  revision: CommitRevision,
): Promise<readonly FullCommit[]> {
  if (gitDirectory === undefined) return store.commits.findCommits({ repositoryId: id, revision });
  const commit = await commitSource.findCommit({ gitDirectory, revision });
  return commit === undefined ? [] : [commit];
}
