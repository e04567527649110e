import type { Attempt } from '../domain/attempt.ts';
import type { Commit } from '../domain/commit.ts';
import type { Repository } from '../domain/repository.ts';
import type { Page } from '../query/page.ts';
import type { ActionContext } from './context.ts';
import { getCommit } from './get-commit.ts';
import { getRepositoryOfBuilds } from './get-repository.ts';
import type { AskedHistory } from './list-commit-history.ts';

/** Attempts with the objects that are shown around them. */
export interface AttemptPage extends Page<Attempt> {
  readonly repository: Repository;
  readonly commit: Commit;
}

/** The runs of the builds of a commit, the last one that began first. Throws not_found for repository or commit. */
export async function listAttempts(
  context: ActionContext,
  { address, commit: sent, ...query }: AskedHistory & { readonly offset: number; readonly limit: number },
): Promise<AttemptPage> {
  const repository = await getRepositoryOfBuilds(context, address);
  const commit = await getCommit(context, repository, sent);
  const page = await context.store.statusHistory.listAttempts({ repositoryId: repository.id, commit, ...query });
  return { repository, commit, ...page };
}
