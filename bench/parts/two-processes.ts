import { checkStore } from '../check-store.ts';
import { measurePair } from '../measure-pair.ts';
import { startSignalbox } from '../servers/start-signalbox.ts';
import { prepareStore } from '../stores/prepare-store.ts';
import { type BenchPart, usualConnections } from './bench-context.ts';

/** Two equal processes on one database against one. A file is meant for one process, so PostgreSQL alone is measured. */
export const twoProcesses: BenchPart = {
  name: 'two-processes',
  isInQuick: true,
  async measure({ options, load, openStore, report }) {
    await using store = await openStore();
    if (store.kind === 'SQLite') return;
    await using one = await startSignalbox(store, { name: 'one process' });
    await using two = await startSignalbox(store, { name: 'two processes', count: 2 });
    await prepareStore(one, store);
    for (const scenario of ['post-new', 'get'] as const) {
      const side = { scenario, store, filledCommits: 0 };
      const sides = [
        { ...side, target: two },
        { ...side, target: one },
      ] as const;
      const pair = await measurePair(load, sides, { ...options, connections: usualConnections });
      const what = { store: store.kind, scenario, connections: usualConnections, stored: 0 };
      report({ ...pair, ...what, against: 'one process' });
    }
    await checkStore(store);
  },
};
