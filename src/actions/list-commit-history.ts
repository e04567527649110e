import type { Repository, RepositoryAddress } from '../domain/repository.ts';
import type { Page, PageQuery } from '../query/page.ts';
import type { StatusEventField } from '../query/status-event-fields.ts';
import type { HistoryEntry } from '../store/status-history-store.ts';
import type { ActionContext } from './context.ts';
import { getCommit } from './get-commit.ts';
import { getRepositoryOfBuilds } from './get-repository.ts';

/** Whose past is asked for: the builds of a commit, or those of them that have one of these keys. */
export interface AskedHistory {
  readonly address: RepositoryAddress;
  readonly commit: string;
  readonly keys?: readonly string[] | undefined;
}

/** What was done to the statuses of a commit, newest first unless sorted otherwise. Throws not_found for repository or commit. */
export async function listCommitHistory(
  context: ActionContext,
  { address, commit: sent, ...query }: AskedHistory & PageQuery<StatusEventField>,
): Promise<Page<HistoryEntry> & { readonly repository: Repository }> {
  const repository = await getRepositoryOfBuilds(context, address);
  const commit = await getCommit(context, repository, sent);
  const page = await context.store.statusHistory.listHistory({ repositoryId: repository.id, commit, ...query });
  return { repository, ...page };
}
