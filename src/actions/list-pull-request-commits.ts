import { type CommitHash, parseCommitRevision } from '../domain/commit-hash.ts';
import type { PullRequest } from '../domain/pull-request.ts';
import type { RepositoryAddress } from '../domain/repository.ts';
import type { ActionContext } from './context.ts';
import { findFullCommit } from './get-full-commit.ts';
import { getPullRequest } from './get-pull-request.ts';
import type { CommitList } from './list-commits.ts';

/**
 * What a pull request brings, or brought, into its destination, newest first: by Git where there is a Git directory, else
 * its source commit alone. Throws not_found for the repository or the pull request.
 */
export async function listPullRequestCommits(
  context: ActionContext,
  input: {
    readonly address: RepositoryAddress;
    readonly id: number;
    readonly offset: number;
    readonly limit: number;
  },
): Promise<CommitList> {
  const { repository, pullRequest } = await getPullRequest(context, input);
  const { gitDirectory } = repository;
  const { offset, limit } = input;
  const source = pullRequest.source.commit;
  if (source === undefined) return { repository, values: [] };

  const base = gitDirectory && (await baseOf(context, gitDirectory, pullRequest));
  if (!gitDirectory || !base) {
    return { repository, values: [await findFullCommit(context, repository, source)].slice(offset, offset + limit) };
  }
  const range = { include: [source], exclude: [base], offset, limit };
  return { repository, values: await context.commitSource.listCommits({ gitDirectory, ...range }) };
}

/**
 * Where the destination was without the pull request; `undefined` when nobody knows any more, as after a fast-forward.
 */
async function baseOf(
  { commitSource }: ActionContext,
  gitDirectory: string,
  { source, destination, mergeCommit }: PullRequest,
): Promise<CommitHash | undefined> {
  if (mergeCommit === undefined) return destination.commit;
  if (mergeCommit === source.commit) return undefined;
  const merge = await commitSource.findCommit({ gitDirectory, revision: parseCommitRevision(mergeCommit) });
  return merge?.parents[0];
}
