import { commitStatusNotFound, statusIsNotVoided } from '../domain/commit-status.ts';
import type { ActionContext } from './context.ts';
import { decideOnStatus, type StatusToDecideOn } from './decide-on-status.ts';

/** Lets a voided status count again. Throws not_found for the repository, the commit or the key, and for a status that counts. */
export async function restoreCommitStatus(
  context: ActionContext,
  input: StatusToDecideOn & { readonly reason?: string | undefined },
): Promise<void> {
  const { commit, decision, audit } = await decideOnStatus(context, 'status.restored', input);
  const decided = await context.store.commitStatuses.restoreCommitStatus(decision, audit);
  if (decided === undefined) throw commitStatusNotFound(input.key, commit.hash);
  if (!decided.isChanged) throw statusIsNotVoided(input.key, commit.hash);
}
