import { setTimeout } from 'node:timers/promises';
import { ServiceError } from '../../domain/error.ts';

export interface Patience {
  /** As `performance.now()` counts: from then on, it is not tried again. */
  readonly deadline: number;
  /** Told of every failure after which it is tried again. */
  readonly onAway?: (error: ServiceError) => void;
}

/** Pauses between tries: short while a server restarts, and never so long that its return goes unnoticed. */
const firstPauseMs = 250;
const longestPauseMs = 5000;

/** The longest that a server may ask for. */
const longestWishMs = 60_000;

/** Asks again and again while the server cannot be reached, or wants to be left in peace. Throws what stays wrong. */
export async function askUntil<Answer>(ask: () => Promise<Answer>, { deadline, onAway }: Patience): Promise<Answer> {
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
    try {
      return await ask();
    } catch (error) {
      if (!isPassing(error) || performance.now() >= deadline) throw error;
      onAway?.(error);
      const wanted = Math.max(pauseMs, Math.min((error.retryAfterSeconds ?? 0) * 1000, longestWishMs));
      await setTimeout(Math.max(0, Math.min(wanted, deadline - performance.now())));
    }
  }
}

/** Whether it may be another time. */
export function isPassing(error: unknown): error is ServiceError {
  return error instanceof ServiceError && (error.code === 'unavailable' || error.code === 'rate_limited');
}
