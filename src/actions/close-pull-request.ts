import { pullRequestIsClosed } from '../domain/pull-request.ts';
import type { Repository, RepositoryAddress } from '../domain/repository.ts';
import type { PullRequestChange } from '../store/pull-request-store.ts';
import { accountReferenceOf } from './account-of.ts';
import { auditOf } from './audit-of.ts';
import type { ActionContext } from './context.ts';
import type { PullRequestInContext } from './get-pull-request.ts';

/** What every way of closing a pull request is told. */
export interface Closing {
  readonly address: RepositoryAddress;
  readonly id: number;
}

/** Closes a pull request in the caller's name. Throws invalid when it is closed already: of two, one comes first. */
export async function closePullRequest(
  context: ActionContext,
  repository: Repository,
  { id }: Closing,
  members: PullRequestChange['members'] & { readonly state: 'DECLINED' | 'MERGED' },
): Promise<PullRequestInContext> {
  const { store, clock, caller } = context;
  const { state, mergeCommit } = members;
  const pullRequest = await store.pullRequests.changePullRequest(
    { repositoryId: repository.id, id, members: { ...members, closedBy: accountReferenceOf(caller) }, at: clock.now() },
    auditOf(context, state === 'MERGED' ? 'pullrequest.merged' : 'pullrequest.declined', {
      repository,
      subject: String(id),
      details: mergeCommit && { merge_commit: mergeCommit },
    }),
  );
  if (pullRequest === undefined) throw pullRequestIsClosed(id);
  return { repository, pullRequest };
}
