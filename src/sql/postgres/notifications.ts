import { setTimeout } from 'node:timers/promises';
import { type Kysely, sql } from 'kysely';
import { Client, type ClientConfig } from 'pg';
import type { ChangeSignal, Hear } from '../change-signal.ts';
import type { Tables } from '../tables.ts';

const channel = 'signalbox_changes';

/** PostgreSQL takes less than 8,000 bytes for the text of a notification; a number with its comma takes up to 17. */
const maxRepositories = 400;

/**
 * A process may end after its commit and before its notification. Whoever waits looks for himself this often: then such a
 * change is late, and not lost.
 */
const lookEveryMs = 5000;

const firstPauseMs = 100;
const longestPauseMs = 5000;

/**
 * NOTIFY and LISTEN. Notifications are sent after the commit and not with it, because PostgreSQL lets only one transaction
 * that notifies commit at a time; what is new while one is on its way goes with the next.
 */
export function createNotifications(db: Kysely<Tables>, config: ClientConfig): ChangeSignal {
  const changed = new Set<number>();
  let sending: Promise<void> | undefined;

  async function send(): Promise<void> {
    while (changed.size > 0) {
      const repositories = [...changed].slice(0, maxRepositories);
      for (const repository of repositories) changed.delete(repository);
      // Lost with the connection; those who wait look for themselves when theirs is back.
      await sql`select pg_notify(${channel}, ${repositories.join()})`.execute(db).catch(() => {});
    }
    sending = undefined;
  }

  return {
    announce(repositoryId) {
      changed.add(repositoryId);
      sending ??= send();
    },
    listen: (hear) => listen(config, hear),
    async [Symbol.asyncDispose]() {
      await sending;
    },
  };
}

/** Listens on a connection of its own, and on another when that one is lost. */
function listen(config: ClientConfig, hear: Hear): Disposable {
  const stopped = new AbortController();
  const look = setInterval(() => hear(), lookEveryMs);
  void keepListening(config, hear, stopped.signal);
  return {
    [Symbol.dispose]() {
      clearInterval(look);
      stopped.abort();
    },
  };
}

async function keepListening(config: ClientConfig, hear: Hear, signal: AbortSignal): Promise<void> {
  let pauseMs = firstPauseMs;
  while (!signal.aborted) {
    const wasListening = await listenOnce(config, hear, signal);
    pauseMs = wasListening ? firstPauseMs : Math.min(pauseMs * 2, longestPauseMs);
    await setTimeout(pauseMs, undefined, { signal, ref: false }).catch(() => {});
  }
}

/** Gives whether it came to listening, once the connection has ended. */
async function listenOnce(config: ClientConfig, hear: Hear, signal: AbortSignal): Promise<boolean> {
  const client = new Client(config);
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  client.on('error', () => end());
  client.on('end', () => end());
  client.on('notification', ({ payload = '' }) => {
    for (const repositoryId of payload.split(',')) hear(Number(repositoryId));
  });
  signal.addEventListener('abort', () => end(), { once: true });
  try {
    await client.connect();
    await client.query(`listen ${channel}`);
    // What was written while nobody listened.
    hear();
    await ended;
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}
