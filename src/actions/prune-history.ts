import type { Instant } from '../domain/instant.ts';
import type { ServiceContext } from './context.ts';
import { inEachRepository } from './in-each-repository.ts';

/** A few milliseconds of writing: whoever reports meanwhile hardly waits. */
const stepLength = 500;

/** What was kept, because a status was still in that attempt, may be old enough a day later. */
const startAgainAfter = 24 * 3_600_000_000;

/** How far this process has looked through the history of a repository. */
interface Progress {
  readonly since: Instant;
  readonly through: number;
}

/**
 * Gives the function that deletes, in all repositories, what their policies do not keep. What it has looked through and kept, it does
 * not look through again each time.
 */
export function createHistoryPruning({
  store,
  clock,
}: Pick<ServiceContext, 'store' | 'clock'>): (signal: AbortSignal) => Promise<void> {
  const { policies, statusEvents } = store;
  const known = new Map<number, Progress>();

  async function prune(repositoryId: number, retention: number, signal: AbortSignal): Promise<void> {
    const at = clock.now();
    const before = known.get(repositoryId);
    const { since, through } = before && at < before.since + startAgainAfter ? before : { since: at, through: 0 };
    known.set(repositoryId, { since, through });
    // Mostly there is nothing to do, which need not be written.
    const [next] = await statusEvents.listStatusEvents({ repositoryId, after: through, limit: 1 });
    if (next === undefined || next.occurredOn >= at - retention) return;
    let after = through;
    for (let isDone = false; !isDone && !signal.aborted; ) {
      const stretch = await policies.pruneStatusEvents({ repositoryId, at, after, limit: stepLength });
      after = stretch.through;
      isDone = stretch.isDone;
      known.set(repositoryId, { since, through: after });
    }
  }

  return async (signal) => {
    const retentions = new Map<number, number>();
    for (const { repositoryId, policy } of await policies.listPolicies()) {
      if (policy.historyRetention !== undefined) retentions.set(repositoryId, policy.historyRetention);
    }
    for (const repositoryId of known.keys()) if (!retentions.has(repositoryId)) known.delete(repositoryId);
    await inEachRepository([...retentions.keys()], signal, (repositoryId) =>
      prune(repositoryId, retentions.get(repositoryId) ?? Number.POSITIVE_INFINITY, signal),
    );
  };
}
