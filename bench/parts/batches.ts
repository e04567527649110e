import { checkStore } from '../check-store.ts';
import { statusesOfBatch } from '../load/scenarios.ts';
import { measurePair } from '../measure-pair.ts';
import { startSignalbox } from '../servers/start-signalbox.ts';
import { prepareStore } from '../stores/prepare-store.ts';
import { type BenchPart, usualConnections } from './bench-context.ts';

/** Few who send much: a migration, or a CI system that reports a whole matrix. */
const connectionsWithBatches = 4;

/** Statuses a second in batches of 100, on few connections, against single POSTs on many. */
export const batches: BenchPart = {
  name: 'batch',
  isInQuick: true,
  async measure({ options, load, openStore, report }) {
    await using store = await openStore();
    await using signalbox = await startSignalbox(store);
    await prepareStore(signalbox, store);
    const side = { target: signalbox, store, filledCommits: 0 };
    const sides = [
      { ...side, scenario: 'batch', connections: connectionsWithBatches },
      { ...side, scenario: 'post-new' },
    ] as const;
    const pair = await measurePair(load, sides, { ...options, connections: usualConnections });
    report({
      ...pair,
      store: store.kind,
      scenario: 'batch',
      against: 'single POSTs',
      connections: connectionsWithBatches,
      stored: 0,
      perRequest: [statusesOfBatch, 1],
    });
    await checkStore(store);
  },
};
