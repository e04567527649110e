import { recentBuild, repository, workspace } from '../load/scenarios.ts';
import { median } from '../report/statistics.ts';
import { startSignalbox } from '../servers/start-signalbox.ts';
import type { BenchStore } from '../stores/bench-store.ts';
import { prepareStore } from '../stores/prepare-store.ts';
import type { BenchContext, BenchPart } from './bench-context.ts';

const megabyte = 1e6;

/** Time from the start of the process until it says that it is ready, and for the first page; memory of a server at rest. */
export const start: BenchPart = {
  name: 'start',
  isInQuick: true,
  async measure(context) {
    await using store = await context.openStore();
    {
      await using signalbox = await startSignalbox(store);
      await prepareStore(signalbox, store);
    }
    await measureStarts(context, store, 0);
  },
};

/** The same on a store that is there already. */
export async function measureStarts(context: BenchContext, store: BenchStore, stored: number): Promise<void> {
  const ready: number[] = [];
  const firstPage: number[] = [];
  const memory: number[] = [];
  // The first start of a version compiles what the next ones find compiled.
  for (let round = -1; round < context.options.rounds; round += 1) {
    const begin = performance.now();
    await using signalbox = await startSignalbox(store);
    const readyAt = performance.now();
    const page = `${signalbox.baseUrls[0]}/${workspace}/${repository}/commits/${recentBuild(0, 0).commit}`;
    const answer = await fetch(page);
    if (!answer.ok || !(await answer.text()).includes('unit tests 0/9')) throw new Error('The first page is wrong.');
    const shownAt = performance.now();
    if (round < 0) continue;
    ready.push(readyAt - begin);
    firstPage.push(shownAt - readyAt);
    memory.push((await signalbox.usage()).memory);
  }
  const figure = { store: store.kind, stored } as const;
  context.reportFigure({ ...figure, what: 'start to ready', value: median(ready), unit: 'ms' });
  context.reportFigure({ ...figure, what: 'first page after a start', value: median(firstPage), unit: 'ms' });
  context.reportFigure({ ...figure, what: 'memory after a start', value: median(memory) / megabyte, unit: 'MB' });
}
