import { buildStates } from '../../domain/build-state.ts';
import type { RemoteCombinedStatus } from '../remote/combined-status.ts';

/** What is said of a key that was asked for and is not there. */
export const notReported = 'not reported';

/** Every key with its state, in the order of the keys. */
export function statesOf(combined: RemoteCombinedStatus | undefined): ReadonlyMap<string, string> {
  if (combined === undefined) return new Map();
  const { keys, missing } = combined;
  const reported = buildStates.flatMap((state) => keys[state].map((key) => [key, state] as const));
  const all = [...reported, ...missing.map((key) => [key, notReported] as const)];
  return new Map(all.sort(([one], [other]) => (one < other ? -1 : 1)));
}
