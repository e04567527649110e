import type { Account } from '../domain/account.ts';
import type { Caller } from '../domain/caller.ts';
import type { CommitHash } from '../domain/commit-hash.ts';
import { invalidFields } from '../domain/error.ts';
import type { PullRequest, PullRequestEnd } from '../domain/pull-request.ts';
import { fullName, type Repository, type RepositoryAddress } from '../domain/repository.ts';
import { accountOf } from './account-of.ts';
import { findBranchOf, mainBranchOf } from './branches.ts';
import type { ActionContext } from './context.ts';
import { getToldCommit } from './get-commit.ts';
import type { PullRequestInContext } from './get-pull-request.ts';
import { getRepositoryToChange } from './get-repository.ts';

/** An end as a request names it. */
export interface PullRequestEndToCreate {
  readonly branch: { readonly name: string };
  /** Whole or abbreviated. A Git directory knows better, and decides. */
  readonly commit?: { readonly hash?: string | null | undefined } | null | undefined;
  /** Nothing but the repository itself is taken. */
  readonly repository?: { readonly full_name?: string; readonly uuid?: string } | undefined;
}

export interface PullRequestToCreate {
  readonly address: RepositoryAddress;
  readonly title: string;
  readonly description: string;
  readonly source: PullRequestEndToCreate;
  /** Absent: the main branch. */
  readonly destination?: PullRequestEndToCreate | undefined;
  readonly isDraft: boolean;
  readonly closesSourceBranch: boolean;
  readonly reviewers: readonly Account[];
  readonly caller: Caller;
}

/**
 * Opens a pull request. With a Git directory both branches must be there, and have something to pull; without one they
 * are as told. Throws not_found for the repository, invalid for a branch or a commit.
 */
export async function createPullRequest(
  context: ActionContext,
  input: PullRequestToCreate,
): Promise<PullRequestInContext> {
  const repository = await getRepositoryToChange(context, input.address);
  const { title, description, isDraft, closesSourceBranch, reviewers } = input;
  const told = repository.gitDirectory === undefined ? (input.source.commit?.hash ?? undefined) : undefined;
  const { source, destination } = await endsOf(context, repository, input, told);
  const pullRequest = await context.store.pullRequests.addPullRequest({
    repositoryId: repository.id,
    pullRequest: {
      title,
      description,
      state: 'OPEN',
      isDraft,
      author: accountOf(input.caller),
      source,
      destination,
      followsBranch: told === undefined,
      closesSourceBranch,
      reviewers,
      reason: '',
      createdOn: context.clock.now(),
    },
  });
  return { repository, pullRequest };
}

async function endsOf(
  context: ActionContext,
  repository: Repository,
  input: PullRequestToCreate,
  told: string | undefined,
): Promise<Pick<PullRequest, 'source' | 'destination'>> {
  refuseFork(repository, 'source', input.source);
  refuseFork(repository, 'destination', input.destination);
  const sourceBranch = input.source.branch.name;
  const destinationBranch = input.destination?.branch.name ?? (await mainBranchOf(context, repository));
  if (destinationBranch === sourceBranch) {
    throw invalidFields({ destination: [`The source branch ${sourceBranch} cannot be the destination, too.`] });
  }
  const destination = await endOf(context, repository, 'destination', destinationBranch);
  if (told !== undefined) {
    const { hash } = await getToldCommit(context, repository, { member: 'source', sent: told });
    return { source: { branch: sourceBranch, commit: hash }, destination };
  }
  const source = await endOf(context, repository, 'source', sourceBranch);
  await checkForChanges(context, repository, source.commit, destination.commit);
  return { source, destination };
}

/** What is meant as a fork must not pass for a branch of the repository. */
function refuseFork(
  repository: Repository,
  member: 'source' | 'destination',
  end: PullRequestEndToCreate | undefined,
): void {
  const { full_name: name, uuid } = end?.repository ?? {};
  const isItself =
    (name === undefined || name.toLowerCase() === fullName(repository)) &&
    (uuid === undefined || uuid.toLowerCase() === repository.uuid);
  if (isItself) return;
  throw invalidFields({ [member]: ['Pull requests between repositories are not supported: there are no forks.'] });
}

/** A branch with its commit. Throws invalid, in Bitbucket's words, for one that Git does not have. */
export async function endOf(
  context: ActionContext,
  repository: Repository,
  member: 'source' | 'destination',
  branch: string,
): Promise<PullRequestEnd> {
  const found = await findBranchOf(context, repository, branch);
  if (found === undefined && repository.gitDirectory !== undefined) {
    throw invalidFields({ [member]: [`branch not found: ${branch}`] });
  }
  return { branch, commit: found?.target };
}

async function checkForChanges(
  { commitSource }: ActionContext,
  { gitDirectory }: Repository,
  source: CommitHash | undefined,
  destination: CommitHash | undefined,
): Promise<void> {
  if (gitDirectory === undefined || source === undefined || destination === undefined) return;
  const merge = await commitSource.findMergeCommit({ gitDirectory, source, destination });
  if (merge !== undefined) throw invalidFields({ source: ['There are no changes to be pulled.'] });
}
