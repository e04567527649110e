import { commitStatusNotFound } from '../domain/commit-status.ts';
import type { ActionContext } from './context.ts';
import { decideOnStatus, type StatusToDecideOn } from './decide-on-status.ts';

/** Removes a status, and leaves its history. Throws not_found for the repository, the commit or the key. */
export async function removeCommitStatus(
  context: ActionContext,
  input: StatusToDecideOn & { readonly reason?: string | undefined },
): Promise<void> {
  const { commit, decision, audit } = await decideOnStatus(context, 'status.removed', input);
  const wasThere = await context.store.commitStatuses.removeCommitStatus(decision, audit);
  if (!wasThere) throw commitStatusNotFound(input.key, commit.hash);
}
