import { checkStore } from '../check-store.ts';
import { statusesPerCommit } from '../load/scenarios.ts';
import { measurePair } from '../measure-pair.ts';
import { startSignalbox } from '../servers/start-signalbox.ts';
import type { BenchStore } from '../stores/bench-store.ts';
import { fillStore } from '../stores/fill-store.ts';
import { prepareStore } from '../stores/prepare-store.ts';
import { type BenchContext, type BenchPart, usualConnections } from './bench-context.ts';
import { measureStarts } from './start.ts';

/** What is asked of a full store, and of an empty one, which has nothing that is anywhere else than among what is new. */
const measured = [
  ['post-new', 'post-new'],
  ['get', 'get'],
  ['get-any', 'get'],
  ['list', 'list'],
] as const;

/** A store with many statuses against an empty one, for each number that `--fill` names. */
export const filled: BenchPart = {
  name: 'fill',
  isInQuick: false,
  async measure(context) {
    await using store = await context.openStore();
    await using empty = await context.openStore();
    for (const one of [store, empty]) {
      await using signalbox = await startSignalbox(one);
      await prepareStore(signalbox, one);
    }
    const before = await store.size();
    let stored = 0;
    for (const to of context.options.fill.toSorted((one, other) => one - other)) {
      await fillStore(store, { from: stored, to });
      stored = to;
      const value = ((await store.size()) - before) / stored;
      context.reportFigure({
        store: store.kind,
        stored,
        what: 'disk for each status with its event',
        value,
        unit: 'bytes',
      });
      await measureStarts(context, store, stored);
      await compare(context, { store, empty, stored });
    }
    await checkStore(store);
    await checkStore(empty);
  },
};

async function compare(
  { options, load, report }: BenchContext,
  { store, empty, stored }: { readonly store: BenchStore; readonly empty: BenchStore; readonly stored: number },
): Promise<void> {
  await using full = await startSignalbox(store, { name: `${stored} statuses` });
  await using other = await startSignalbox(empty, { name: 'an empty store' });
  for (const [scenario, otherScenario] of measured) {
    const sides = [
      { target: full, store, scenario, filledCommits: stored / statusesPerCommit },
      { target: other, store: empty, scenario: otherScenario, filledCommits: 0 },
    ] as const;
    const pair = await measurePair(load, sides, { ...options, connections: usualConnections });
    const what = { store: store.kind, scenario, connections: usualConnections, stored };
    report({ ...pair, ...what, against: 'empty store' });
  }
}
