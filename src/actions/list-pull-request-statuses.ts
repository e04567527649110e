import { parseCommitRevision } from '../domain/commit-hash.ts';
import type { RepositoryAddress } from '../domain/repository.ts';
import type { CommitStatusField } from '../query/commit-status-fields.ts';
import type { PageQuery } from '../query/page.ts';
import type { ActionContext } from './context.ts';
import { findCommit } from './get-commit.ts';
import { getPullRequest } from './get-pull-request.ts';
import type { CommitStatusPage } from './list-commit-statuses.ts';

/**
 * The statuses of the source commit that name the source branch or none; nothing while it is not known which commit that
 * is, or when Git does not have it. Throws not_found for the repository or the pull request.
 */
export async function listPullRequestStatuses(
  context: ActionContext,
  { address, id, ...page }: PageQuery<CommitStatusField> & { readonly address: RepositoryAddress; readonly id: number },
): Promise<CommitStatusPage | undefined> {
  const { repository, pullRequest } = await getPullRequest(context, { address, id });
  const { branch, commit: hash } = pullRequest.source;
  if (hash === undefined) return undefined;
  const commit = await findCommit(context, repository, parseCommitRevision(hash));
  if (commit === undefined) return undefined;
  const statuses = await context.store.commitStatuses.listCommitStatuses({
    repositoryId: repository.id,
    commit: hash,
    refname: branch,
    ...page,
  });
  return { repository, commit, ...statuses };
}
