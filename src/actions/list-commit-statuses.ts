import type { Commit } from '../domain/commit.ts';
import type { CommitStatus } from '../domain/commit-status.ts';
import type { Repository, RepositoryAddress } from '../domain/repository.ts';
import type { CommitStatusField } from '../query/commit-status-fields.ts';
import type { Page, PageQuery } from '../query/page.ts';
import type { ActionContext } from './context.ts';
import { getCommit } from './get-commit.ts';
import { getRepositoryOfBuilds } from './get-repository.ts';

/** Statuses with the objects that are shown around them. */
export interface CommitStatusPage extends Page<CommitStatus> {
  readonly repository: Repository;
  readonly commit: Commit;
}

/**
 * Oldest first unless they are sorted otherwise. With a refname, the statuses of that branch and of none. Throws
 * not_found for repository or commit.
 */
export async function listCommitStatuses(
  context: ActionContext,
  {
    address,
    commit: sent,
    ...query
  }: PageQuery<CommitStatusField> & {
    readonly address: RepositoryAddress;
    readonly commit: string;
    readonly refname?: string | undefined;
  },
): Promise<CommitStatusPage> {
  const repository = await getRepositoryOfBuilds(context, address);
  const commit = await getCommit(context, repository, sent);
  const page = await context.store.commitStatuses.listCommitStatuses({
    repositoryId: repository.id,
    commit: commit.hash,
    ...query,
  });
  return { repository, commit, ...page };
}
