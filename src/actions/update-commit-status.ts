import { mayOverwriteOthers, requireKey } from '../domain/access.ts';
import { commitStatusNotFound } from '../domain/commit-status.ts';
import type { RepositoryAddress } from '../domain/repository.ts';
import type { CommitStatusUpdate } from '../store/commit-status-store.ts';
import { auditOfStatus } from './audit-of.ts';
import type { CommitStatusInContext, WrittenCommitStatusInContext } from './commit-status-in-context.ts';
import type { ActionContext } from './context.ts';
import { getStatusOf } from './get-commit-status.ts';
import { getRepositoryToChange } from './get-repository.ts';

export interface CommitStatusMembersToChange {
  readonly address: RepositoryAddress;
  readonly commit: string;
  readonly key: string;
  /** Checked against the rules of the server. */
  readonly members: CommitStatusUpdate['members'];
  /** What the build calls itself. */
  readonly buildNumber?: number | undefined;
  /** How the url of a status is shown: a client that sends back what it was shown means no change. */
  readonly expandUrl: (shown: CommitStatusInContext) => string;
}

/**
 * Changes the members that were sent, and no other; a report of an older run of the build than is known changes the history
 * alone. Throws not_found for the repository, the commit or the key.
 */
export async function updateCommitStatus(
  context: ActionContext,
  input: CommitStatusMembersToChange,
): Promise<WrittenCommitStatusInContext> {
  const found = await getRepositoryToChange(context, input.address, ['buildstatus:write']);
  requireKey(context.caller, found, input.key);
  const current = await getStatusOf(context, found, input);
  const { repository, commit } = current;
  const { caller } = context;
  const sendsUrlBack = input.members.url !== undefined && input.members.url === input.expandUrl(current);
  const written = await context.store.commitStatuses.updateCommitStatus({
    kind: 'update',
    repositoryId: repository.id,
    commit,
    key: input.key,
    members: input.members,
    unlessUrlIs: sendsUrlBack ? current.status.url : undefined,
    author: caller.name,
    accountId: caller.account?.id,
    buildNumber: input.buildNumber,
    audit: auditOfStatus(context, repository),
    overwritesOthers: context.sharesStatuses || mayOverwriteOthers(caller, repository, input.key),
    at: context.clock.now(),
  });
  if (written === undefined) throw commitStatusNotFound(input.key, commit.hash);
  return { repository, commit, ...written };
}
