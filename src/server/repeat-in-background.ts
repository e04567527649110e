import { setTimeout } from 'node:timers/promises';
import type { FastifyBaseLogger } from 'fastify';
import type { Pause } from '../http/guesses.ts';

export interface BackgroundWork {
  /** Begins nothing more once the signal is given. */
  readonly work: (signal: AbortSignal) => Promise<void>;
  readonly pauseMs: number;
  readonly logger: Pick<FastifyBaseLogger, 'error'>;
  /** What the log says when it has failed. */
  readonly complaint: string;
  readonly pause?: Pause | undefined;
}

/**
 * Does the work now and again, with a pause after each time, until it is disposed of, which waits for the step that is being made
 * and for no more. What fails is logged, and done the next time.
 */
export function repeatInBackground({
  work,
  pauseMs,
  logger,
  complaint,
  pause = rest,
}: BackgroundWork): AsyncDisposable {
  const end = new AbortController();
  const { signal } = end;
  const repeat = async () => {
    while (!signal.aborted) {
      try {
        await work(signal);
      } catch (error) {
        if (!signal.aborted) logger.error({ err: error }, complaint);
      }
      if (!signal.aborted) await pause(pauseMs, signal);
    }
  };
  const running = repeat();
  return {
    [Symbol.asyncDispose]: async () => {
      end.abort();
      await running;
    },
  };
}

async function rest(ms: number, signal: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, { signal, ref: false }).catch(() => {});
}
