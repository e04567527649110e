import type { NewAuditEvent } from '../domain/audit-event.ts';
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

type Members = PullRequestChange['members'] & { readonly state: 'DECLINED' | 'MERGED' };

/** Closes a pull request in the caller's name. Throws invalid when it is closed already: of two, one comes first. */
export async function closePullRequest(
  context: ActionContext,
  repository: Repository,
  { id }: Closing,
  members: Members,
): Promise<PullRequestInContext> {
  const { change, audit } = closingOf(context, repository, id, members);
  const pullRequest = await context.store.pullRequests.changePullRequest(change, audit);
  if (pullRequest === undefined) throw pullRequestIsClosed(id);
  return { repository, pullRequest };
}

/** What is written when the caller closes it. */
export function closingOf(
  context: ActionContext,
  repository: Repository,
  id: number,
  members: Members,
): { readonly change: PullRequestChange; readonly audit: NewAuditEvent } {
  const { state, mergeCommit } = members;
  const closedBy = accountReferenceOf(context.caller);
  return {
    change: { repositoryId: repository.id, id, members: { ...members, closedBy }, at: context.clock.now() },
    audit: auditOf(context, state === 'MERGED' ? 'pullrequest.merged' : 'pullrequest.declined', {
      repository,
      subject: String(id),
      details: mergeCommit && { merge_commit: mergeCommit },
    }),
  };
}
