import { setTimeout } from 'node:timers/promises';
import { ServiceError } from '../domain/error.ts';
import type { StatusEvent } from '../domain/status-event.ts';
import type { ActionContext } from './context.ts';

export interface Following {
  readonly repositoryId: number;
  /** The number of the last event that is known already. */
  readonly after: number;
  /** Ends it. */
  readonly signal: AbortSignal;
}

/** How many events are read at once. */
const stretch = 100;

/** How long after the database was away it is asked again: nobody may tell when it is back. */
const pauseMs = 1000;

/**
 * Every event of the repository after that one, each once and in order, those that there are and then those that come,
 * from whichever server process. While the database is away it waits, and then goes on where it was.
 */
export async function* followStatusEvents(
  { store: { statusEvents } }: Pick<ActionContext, 'store'>,
  { repositoryId, after, signal }: Following,
): AsyncGenerator<StatusEvent, void, void> {
  let news = Promise.withResolvers<void>();
  const wake = () => news.resolve();
  using _watching = statusEvents.watchStatusEvents({ repositoryId, wake });
  signal.addEventListener('abort', wake, { once: true });
  let last = after;
  while (!signal.aborted) {
    // What is written from here on wakes us again, should this reading not see it.
    news = Promise.withResolvers();
    const events = await readUnlessAway(() =>
      statusEvents.listStatusEvents({ repositoryId, after: last, limit: stretch }),
    );
    for (const event of events ?? []) {
      if (signal.aborted) return;
      yield event;
      last = event.id;
    }
    if (signal.aborted) return;
    if (events === undefined) await Promise.race([news.promise, setTimeout(pauseMs)]);
    else if (events.length === 0) await news.promise;
  }
}

async function readUnlessAway(
  read: () => Promise<readonly StatusEvent[]>,
): Promise<readonly StatusEvent[] | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof ServiceError && error.code === 'unavailable') return undefined;
    throw error;
  }
}
