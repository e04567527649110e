import { checkStore } from '../check-store.ts';
import { measurePair } from '../measure-pair.ts';
import { startSignalbox } from '../servers/start-signalbox.ts';
import { prepareStore } from '../stores/prepare-store.ts';
import { type BenchPart, usualConnections } from './bench-context.ts';

/** Group commit against the same server without it, each on a store of its own. */
export const againstOneTransactionEach: BenchPart = {
  name: 'one-transaction-each',
  isInQuick: true,
  async measure({ options, load, openStore, report }) {
    await using store = await openStore();
    await using otherStore = await openStore();
    await using signalbox = await startSignalbox(store);
    await using other = await startSignalbox(otherStore, { name: 'one transaction each', isOneByOne: true });
    await prepareStore(signalbox, store);
    await prepareStore(other, otherStore);
    const side = { scenario: 'post-new', filledCommits: 0 } as const;
    const sides = [
      { ...side, target: signalbox, store },
      { ...side, target: other, store: otherStore },
    ] as const;
    const pair = await measurePair(load, sides, { ...options, connections: usualConnections });
    report({
      ...pair,
      store: store.kind,
      scenario: 'post-new',
      against: 'one transaction each',
      connections: usualConnections,
      stored: 0,
    });
    await checkStore(store);
    await checkStore(otherStore);
  },
};
