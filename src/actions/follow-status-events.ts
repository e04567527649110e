import { setTimeout } from 'node:timers/promises';
import { ServiceError } from '../domain/error.ts';
import type { StatusEvent } from '../domain/status-event.ts';
import type { StatusEventStore } from '../store/status-event-store.ts';
import type { ActionContext } from './context.ts';

export interface Following {
  readonly repositoryId: number;
  /** The number of the last event that is known already. */
  readonly after: number;
  /** Ends it. */
  readonly signal: AbortSignal;
  /** How often a stretch comes also when nothing is new; without, never. */
  readonly beatMs?: number | undefined;
}

/** Of the events after one number and up to another, some have been deleted for their age. */
export interface EventGap {
  readonly after: number;
  readonly through: number;
}

/** What is new in a repository. */
export interface EventStretch {
  /** In their order. */
  readonly events: readonly StatusEvent[];
  /** Whoever has the stretch has all that there is up to that number. */
  readonly through: number;
  /** What cannot be told any more. */
  readonly gap?: EventGap | undefined;
  /** Whether it would have come for its time alone. */
  readonly isBeat: boolean;
}

/** How many events are read at once. */
const stretchLength = 100;

/** How long after the database was away it is asked again: nobody may tell when it is back. */
const pauseMs = 1000;

/**
 * Every event of the repository after that one, each once and in order, those that there are and then those that come,
 * from whichever server process. While the database is away it waits, and then goes on where it was.
 */
export async function* followStatusEvents(
  context: Pick<ActionContext, 'store'>,
  following: Following,
): AsyncGenerator<StatusEvent, void, void> {
  for await (const { events } of followStretches(context, following)) {
    for (const event of events) {
      if (following.signal.aborted) return;
      yield event;
    }
  }
}

/** The same by stretches, each with all that was new when it was read, up to a number that fits into memory. */
export async function* followStretches(
  { store: { statusEvents } }: Pick<ActionContext, 'store'>,
  { repositoryId, after, signal, beatMs }: Following,
): AsyncGenerator<EventStretch, void, void> {
  using alarm = createAlarm(signal, beatMs);
  using _watching = statusEvents.watchStatusEvents({ repositoryId, wake: alarm.ring });
  let position: Position = { through: after, toldThrough: after, isBehind: true };
  while (!signal.aborted) {
    // What is written from here on rings again, should this reading not see it.
    alarm.set();
    const read = await readUnlessAway(() => readStretch(statusEvents, repositoryId, position));
    if (signal.aborted) return;
    position = read?.position ?? position;
    const { events = [], gap } = read ?? {};
    const isBeat = alarm.takeBeat();
    if (events.length > 0 || gap !== undefined || isBeat) yield { events, gap, through: position.through, isBeat };
    else await alarm.rung(read === undefined ? pauseMs : undefined);
  }
}

/** Rings when it is rung, when it is time, and when all is over. */
function createAlarm(signal: AbortSignal, beatMs: number | undefined) {
  let rung = Promise.withResolvers<void>();
  let isBeat = false;
  const ring = () => rung.resolve();
  const beat = () => {
    isBeat = true;
    ring();
  };
  const beating = beatMs === undefined ? undefined : setInterval(beat, beatMs);
  signal.addEventListener('abort', ring, { once: true });
  return {
    ring,
    set() {
      rung = Promise.withResolvers();
    },
    takeBeat() {
      const wasBeat = isBeat;
      isBeat = false;
      return wasBeat;
    },
    /** Waits until it has rung since it was set, and no longer than that. */
    async rung(longestMs: number | undefined): Promise<void> {
      if (longestMs === undefined) await rung.promise;
      else await Promise.race([rung.promise, setTimeout(longestMs, undefined, { ref: false })]);
    },
    [Symbol.dispose]: () => clearInterval(beating),
  };
}

/** How far somebody has come. */
interface Position {
  readonly through: number;
  /** Up to which number a gap has been told of. */
  readonly toldThrough: number;
  /** Whether there may be more than was read at once, and some of that be deleted before it is. */
  readonly isBehind: boolean;
}

async function readStretch(statusEvents: StatusEventStore, repositoryId: number, position: Position) {
  const { through: after, toldThrough, isBehind } = position;
  const [events, prunedThrough] = await Promise.all([
    statusEvents.listStatusEvents({ repositoryId, after, limit: stretchLength }),
    isBehind ? statusEvents.findPrunedThrough({ repositoryId }) : 0,
  ]);
  const last = events.at(-1)?.id ?? after;
  const isStillBehind = events.length === stretchLength;
  const gap: EventGap | undefined = prunedThrough > toldThrough ? { after, through: prunedThrough } : undefined;
  const newPosition: Position = {
    through: isStillBehind ? last : Math.max(last, prunedThrough),
    toldThrough: Math.max(toldThrough, prunedThrough),
    isBehind: isStillBehind,
  };
  return { events, gap, position: newPosition };
}

async function readUnlessAway<Result>(read: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof ServiceError && error.code === 'unavailable') return undefined;
    throw error;
  }
}
