import { commitStatusNotFound } from '../domain/commit-status.ts';
import type { Repository, RepositoryAddress } from '../domain/repository.ts';
import type { CommitStatusInContext } from './commit-status-in-context.ts';
import type { ActionContext } from './context.ts';
import { getCommit } from './get-commit.ts';
import { getRepositoryOfBuilds } from './get-repository.ts';

/** Throws not_found for the repository, the commit or the key. */
export async function getCommitStatus(
  context: ActionContext,
  input: { readonly address: RepositoryAddress; readonly commit: string; readonly key: string },
): Promise<CommitStatusInContext> {
  return getStatusOf(context, await getRepositoryOfBuilds(context, input.address), input);
}

/** The same in a repository that is known already. */
export async function getStatusOf(
  context: ActionContext,
  repository: Repository,
  input: { readonly commit: string; readonly key: string },
): Promise<CommitStatusInContext> {
  const commit = await getCommit(context, repository, input.commit);
  const status = await context.store.commitStatuses.findCommitStatus({
    repositoryId: repository.id,
    commit: commit.hash,
    key: input.key,
  });
  if (status === undefined) throw commitStatusNotFound(input.key, commit.hash);
  return { repository, commit, status };
}
