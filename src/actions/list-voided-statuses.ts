import type { RepositoryAddress } from '../domain/repository.ts';
import type { CommitStatusInContext } from './commit-status-in-context.ts';
import type { ActionContext } from './context.ts';
import { getCommit } from './get-commit.ts';
import { getRepositoryOfBuilds } from './get-repository.ts';

/** The statuses of a commit that do not count, in the order of their keys. Throws not_found for the repository or the commit. */
export async function listVoidedStatuses(
  context: ActionContext,
  input: { readonly address: RepositoryAddress; readonly commit: string },
): Promise<readonly CommitStatusInContext[]> {
  const repository = await getRepositoryOfBuilds(context, input.address);
  const commit = await getCommit(context, repository, input.commit);
  const { hash } = commit;
  const byCommit = await context.store.commitStatuses.listStatusesOfCommits({
    repositoryId: repository.id,
    commits: [hash],
  });
  const voided = (byCommit.get(hash) ?? []).filter((status) => status.voided !== undefined);
  return voided.map((status) => ({ repository, commit, status }));
}
