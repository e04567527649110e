import { commitStatusNotFound } from '../domain/commit-status.ts';
import type { CommitStatusInContext } from './commit-status-in-context.ts';
import type { ActionContext } from './context.ts';
import { decideOnStatus, type StatusToDecideOn } from './decide-on-status.ts';

/**
 * Takes a status out of the combined status until it says something else, or replaces the reason why it is out. Throws not_found
 * for the repository, the commit or the key.
 */
export async function voidCommitStatus(
  context: ActionContext,
  input: StatusToDecideOn & { readonly reason: string },
): Promise<CommitStatusInContext> {
  const { repository, commit, decision, audit } = await decideOnStatus(context, 'status.voided', input);
  const { reason } = input;
  const decided = await context.store.commitStatuses.voidCommitStatus({ ...decision, reason }, audit);
  if (decided === undefined) throw commitStatusNotFound(input.key, commit.hash);
  return { repository, commit, status: decided.status };
}
