import type { FastifyBaseLogger } from 'fastify';
import type { ServiceContext } from '../actions/context.ts';
import { createHistoryPruning } from '../actions/prune-history.ts';
import { stopSilentBuilds } from '../actions/stop-silent-builds.ts';
import type { Pause } from '../http/guesses.ts';
import { repeatInBackground } from './repeat-in-background.ts';

/** Beside the shortest time-out, a minute, this is little; and it is one question to the database. */
const stoppingEveryMs = 10_000;

/** Beside the shortest retention, a day, this is little. */
const pruningEveryMs = 600_000;

/** Does, in the background, what the policies of repositories ask for. Several processes may: what one has done, the others leave. */
export function keepPolicies(
  service: Pick<ServiceContext, 'store' | 'clock'>,
  { logger, pause }: { readonly logger: Pick<FastifyBaseLogger, 'error'>; readonly pause?: Pause | undefined },
): AsyncDisposable {
  const works = [
    repeatInBackground({
      work: (signal) => stopSilentBuilds(service, signal),
      pauseMs: stoppingEveryMs,
      complaint: 'Builds without news could not be stopped.',
      logger,
      pause,
    }),
    repeatInBackground({
      work: createHistoryPruning(service),
      pauseMs: pruningEveryMs,
      complaint: 'Old history could not be deleted.',
      logger,
      pause,
    }),
  ];
  return {
    [Symbol.asyncDispose]: async () => {
      await Promise.all(works.map((work) => work[Symbol.asyncDispose]()));
    },
  };
}
