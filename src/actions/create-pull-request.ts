import type { AccountReference } from '../domain/account.ts';
import type { PullRequest } from '../domain/pull-request.ts';
import type { Repository, RepositoryAddress } from '../domain/repository.ts';
import type { NewPullRequest } from '../store/pull-request-store.ts';
import { accountReferenceOf } from './account-of.ts';
import { auditOf } from './audit-of.ts';
import { mainBranchOf } from './branches.ts';
import type { ActionContext } from './context.ts';
import type { PullRequestInContext } from './get-pull-request.ts';
import { getRepositoryToChange } from './get-repository.ts';
import {
  destinationOf,
  refuseEmpty,
  refuseFork,
  refuseOwnDestination,
  sourceOf,
  type ToldEnd,
} from './pull-request-ends.ts';

export interface PullRequestToCreate {
  readonly address: RepositoryAddress;
  readonly title: string;
  readonly description: string;
  readonly source: ToldEnd;
  /** Absent: the main branch. */
  readonly destination?: ToldEnd | undefined;
  readonly isDraft: boolean;
  readonly closesSourceBranch: boolean;
  readonly reviewers: readonly AccountReference[];
}

/**
 * Opens a pull request. With a Git directory both branches must be there, and have something to pull; without one they
 * are as told. Throws not_found for the repository, invalid for a branch or a commit.
 */
export async function createPullRequest(
  context: ActionContext,
  input: PullRequestToCreate,
): Promise<PullRequestInContext> {
  const repository = await getRepositoryToChange(context, input.address, ['pullrequest:write']);
  const { title, description, isDraft, closesSourceBranch, reviewers } = input;
  const added: NewPullRequest['pullRequest'] = {
    title,
    description,
    state: 'OPEN',
    isDraft,
    author: accountReferenceOf(context.caller),
    ...(await endsOf(context, repository, input)),
    followsBranch: repository.gitDirectory !== undefined || input.source.commit === undefined,
    closesSourceBranch,
    reviewers,
    reason: '',
    createdOn: context.clock.now(),
  };
  const pullRequest = await context.store.pullRequests.addPullRequest(
    { repositoryId: repository.id, pullRequest: added },
    auditOf(context, 'pullrequest.created', { repository }),
  );
  return { repository, pullRequest };
}

async function endsOf(
  context: ActionContext,
  repository: Repository,
  told: Pick<PullRequestToCreate, 'source' | 'destination'>,
): Promise<Pick<PullRequest, 'source' | 'destination'>> {
  refuseFork(repository, 'source', told.source);
  refuseFork(repository, 'destination', told.destination);
  const toldDestination = told.destination ?? { branch: await mainBranchOf(context, repository) };
  refuseOwnDestination(told.source.branch, toldDestination.branch);
  const ends = {
    source: await sourceOf(context, repository, told.source),
    destination: await destinationOf(context, repository, toldDestination),
  };
  await refuseEmpty(context, repository, ends);
  return ends;
}
