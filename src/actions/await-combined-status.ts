import type { Caller } from '../domain/caller.ts';
import { repositoryNotFound } from '../domain/repository.ts';
import { wrongCredentials } from '../domain/wrong-credentials.ts';
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
  /** Who the caller is by now; `undefined` when the credentials are good for nothing any more. */
  readonly findCallerAgain: () => Promise<Caller | undefined>;
  /** Ends the wait before its time. */
  readonly signal: AbortSignal;
  /** Whether it is what is waited for. */
  readonly isEnough: (found: CombinedStatusInContext) => boolean;
}

/** How often it is looked at anyway: that a repository was removed or hidden, or a token revoked, is no event. */
const lookAnywayMs = 10_000;

/**
 * The combined status as soon as it is what is waited for; when the wait ends before, as it is then. Throws not_found for
 * repository or commit, also when the repository goes away meanwhile; unauthenticated when the credentials do.
 */
export async function awaitCombinedStatus(
  context: ActionContext,
  query: CombinedStatusQuery,
  { timeoutMs, findCallerAgain, signal, isEnough }: Waiting,
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
    const caller = await findCallerAgain();
    if (caller === undefined) throw wrongCredentials();
    const repository = await getRepositoryOfBuilds({ ...context, caller }, query.address);
    // Another repository may have got the name.
    if (repository.id !== first.repository.id) throw repositoryNotFound(query.address);
    const found = await combineStatusesOf(context, { repository, commit }, query);
    if (end.aborted || isEnough(found)) return found;
    await news.promise;
  }
}
