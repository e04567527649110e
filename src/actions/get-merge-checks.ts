import type { CommitHash } from '../domain/commit-hash.ts';
import { normaliseRefname } from '../domain/refname.ts';
import type { Repository, RepositoryAddress } from '../domain/repository.ts';
import { findBranchOf, mainBranchOf } from './branches.ts';
import type { ActionContext } from './context.ts';
import { getCommit } from './get-commit.ts';
import { getPullRequest } from './get-pull-request.ts';
import { getRepositoryOfBuilds } from './get-repository.ts';
import { type DecidedMergeChecks, mergeChecksOf, mergeChecksOfPullRequest } from './merge-checks-of.ts';

/** Merge checks with what they are about. */
export interface MergeChecksInContext extends DecidedMergeChecks {
  readonly repository: Repository;
  /** Where the commit is to come into. */
  readonly branch: string;
  /** Absent while nobody has told where the source branch is. */
  readonly commit?: CommitHash | undefined;
}

/**
 * Whether a commit may come into a branch, by all of its statuses; into the main branch unless told. Throws not_found for the
 * repository or the commit.
 */
export async function getMergeChecksOfCommit(
  context: ActionContext,
  input: { readonly address: RepositoryAddress; readonly commit: string; readonly branch?: string | undefined },
): Promise<MergeChecksInContext> {
  const repository = await getRepositoryOfBuilds(context, input.address);
  const { hash: commit } = await getCommit(context, repository, input.commit);
  const branch = normaliseRefname(input.branch ?? '') ?? (await mainBranchOf(context, repository));
  const head = (await findBranchOf(context, repository, branch))?.target;
  const decided = await mergeChecksOf(context, repository, { branch, head, commit });
  return { ...decided, repository, branch, commit };
}

/**
 * Whether a pull request may be merged, by the statuses of its source commit that name the source branch or none. Throws
 * not_found for the repository or the pull request.
 */
export async function getMergeChecksOfPullRequest(
  context: ActionContext,
  input: { readonly address: RepositoryAddress; readonly id: number },
): Promise<MergeChecksInContext> {
  const { repository, pullRequest } = await getPullRequest(context, input);
  const { source, destination } = pullRequest;
  const decided = await mergeChecksOfPullRequest(context, repository, pullRequest);
  return { ...decided, repository, branch: destination.branch, commit: source.commit };
}
