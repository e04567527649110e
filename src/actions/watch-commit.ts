import type { CommitHash } from '../domain/commit-hash.ts';
import { rememberByObject } from '../domain/remember-by-object.ts';
import type { StatusEventStore } from '../store/status-event-store.ts';
import type { ActionContext } from './context.ts';
import { followStatusEvents } from './follow-status-events.ts';

export interface CommitWatch {
  readonly repositoryId: number;
  readonly commit: CommitHash;
  readonly wake: () => void;
}

type Context = Pick<ActionContext, 'store'>;

/** Those who wait for commits of one repository, and the one who reads its events for all of them. */
interface Watched {
  readonly wakes: Map<CommitHash, Set<() => void>>;
  readonly reading: AbortController;
  /** From then on, no event is missed. */
  readonly begun: Promise<void>;
}

/** By the number of the repository. */
const watchedIn = rememberByObject((_events: StatusEventStore) => new Map<number, Watched>());

/**
 * Calls `wake` for every status event of the commit after this has resolved, until it is disposed of: what is read then is
 * at least as new. However many wait in a repository, its events are read once, and only who waits for their commit is woken.
 */
export async function watchCommit(context: Context, { repositoryId, commit, wake }: CommitWatch): Promise<Disposable> {
  const all = watchedIn(context.store.statusEvents);
  const watched = all.get(repositoryId) ?? startReading(context, repositoryId);
  all.set(repositoryId, watched);
  const wakes = watched.wakes.get(commit) ?? new Set();
  // The same function may be given twice.
  const own = () => wake();
  watched.wakes.set(commit, wakes.add(own));
  const forget = () => {
    wakes.delete(own);
    if (wakes.size === 0) watched.wakes.delete(commit);
    if (watched.wakes.size === 0) stopReading(context, repositoryId, watched);
  };
  try {
    await watched.begun;
  } catch (error) {
    forget();
    throw error;
  }
  return { [Symbol.dispose]: forget };
}

function startReading(context: Context, repositoryId: number): Watched {
  const begun = Promise.withResolvers<void>();
  const watched: Watched = { wakes: new Map(), reading: new AbortController(), begun: begun.promise };
  // When the events cannot be read, the next one who comes tries again.
  readEvents(context, repositoryId, watched, begun.resolve)
    .catch(begun.reject)
    .finally(() => stopReading(context, repositoryId, watched));
  return watched;
}

async function readEvents(
  { store }: Context,
  repositoryId: number,
  { wakes, reading: { signal } }: Watched,
  begin: () => void,
): Promise<void> {
  const after = await store.statusEvents.findLastStatusEventId({ repositoryId });
  begin();
  for await (const { commitHash } of followStatusEvents({ store }, { repositoryId, after, signal })) {
    for (const wake of wakes.get(commitHash) ?? []) wake();
  }
}

/** Whoever comes afterwards begins anew. */
function stopReading({ store }: Context, repositoryId: number, watched: Watched): void {
  watched.reading.abort();
  const all = watchedIn(store.statusEvents);
  if (all.get(repositoryId) === watched) all.delete(repositoryId);
}
