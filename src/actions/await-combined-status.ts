import type { ActionContext } from './context.ts';
import {
  type CombinedStatusInContext,
  type CombinedStatusQuery,
  combineStatusesOf,
  getCombinedStatus,
} from './get-combined-status.ts';
import { getRepositoryOfBuilds } from './get-repository.ts';
import { watchCommit } from './watch-commit.ts';

export interface Waiting {
  readonly timeoutMs: number;
  /** Ends the wait before its time. */
  readonly signal: AbortSignal;
  /** Whether it is what is waited for. */
  readonly isEnough: (found: CombinedStatusInContext) => boolean;
}

/** How often it is looked at anyway: that a repository was removed or hidden is no event. */
const lookAnywayMs = 10_000;

/**
 * The combined status as soon as it is what is waited for; when the wait ends before, as it is then. Throws not_found for
 * repository or commit, also when the repository goes away meanwhile.
 */
export async function awaitCombinedStatus(
  context: ActionContext,
  query: CombinedStatusQuery,
  { timeoutMs, signal, isEnough }: Waiting,
): Promise<CombinedStatusInContext> {
  const first = await getCombinedStatus(context, query);
  if (timeoutMs === 0 || isEnough(first)) return first;
  let news = Promise.withResolvers<void>();
  const wake = () => news.resolve();
  const { commit } = first;
  using _watching = await watchCommit(context, { repositoryId: first.repository.id, commit: commit.hash, wake });
  using _looking = setInterval(wake, lookAnywayMs);
  const end = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  end.addEventListener('abort', wake, { once: true });
  while (true) {
    // What happens from here on wakes us again, should this look not see it.
    news = Promise.withResolvers();
    const repository = await getRepositoryOfBuilds(context, query.address);
    const found = await combineStatusesOf(context, { repository, commit }, query);
    if (end.aborted || isEnough(found)) return found;
    await news.promise;
  }
}
