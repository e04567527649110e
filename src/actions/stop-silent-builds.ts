import type { ServiceContext } from './context.ts';
import { inEachRepository } from './in-each-repository.ts';

/** A few milliseconds of writing: whoever reports meanwhile hardly waits. */
const stepLength = 100;

/** Stops the builds of all repositories that have been in progress without news for longer than their policy allows. */
export async function stopSilentBuilds(
  { store, clock }: Pick<ServiceContext, 'store' | 'clock'>,
  signal: AbortSignal,
): Promise<void> {
  const { policies } = store;
  const at = clock.now();
  const repositoryIds = await policies.listRepositoriesWithSilentStatuses({ at });
  await inEachRepository(repositoryIds, signal, async (repositoryId) => {
    let stopped = stepLength;
    while (stopped === stepLength && !signal.aborted) {
      stopped = await policies.stopSilentStatuses({ repositoryId, at: clock.now(), limit: stepLength });
    }
  });
}
