import type { Commit } from '../domain/commit.ts';
import type { CommitStatus } from '../domain/commit-status.ts';
import type { Repository, RepositoryAddress } from '../domain/repository.ts';
import type { ActionContext } from './context.ts';
import { getCommit } from './get-commit.ts';
import { getRepository } from './get-repository.ts';

export interface CommitStatusPage {
  readonly repository: Repository;
  readonly commit: Commit;
  readonly values: readonly CommitStatus[];
  /** How many there are on all pages. */
  readonly size: number;
}

/** Oldest first. With a refname, the statuses of that branch and of none. Throws not_found for repository or commit. */
export async function listCommitStatuses(
  context: ActionContext,
  input: {
    readonly address: RepositoryAddress;
    readonly commit: string;
    readonly refname?: string | undefined;
    readonly offset: number;
    readonly limit: number;
  },
): Promise<CommitStatusPage> {
  const repository = await getRepository(context, input.address);
  const commit = await getCommit(context, repository, input.commit);
  const page = await context.store.commitStatuses.listCommitStatuses({
    repositoryId: repository.id,
    commit: commit.hash,
    refname: input.refname,
    offset: input.offset,
    limit: input.limit,
  });
  return { repository, commit, ...page };
}
