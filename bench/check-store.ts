import type { BenchStore } from './stores/bench-store.ts';

/** Throws when the store holds more or less than what was acknowledged. */
export async function checkStore(store: BenchStore): Promise<void> {
  const { created, overwritten } = store.acknowledged;
  const { statuses, events } = await store.count();
  if (statuses === created && events === created + overwritten) return;
  throw new Error(
    `${store.kind} holds ${statuses} statuses and ${events} events; acknowledged were ${created} and ${created + overwritten}.`,
  );
}
