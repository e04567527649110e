import { checkStore } from '../check-store.ts';
import type { ScenarioName } from '../load/scenarios.ts';
import { measurePair } from '../measure-pair.ts';
import { startBareServer } from '../servers/start-bare.ts';
import { startSignalbox } from '../servers/start-signalbox.ts';
import { prepareStore } from '../stores/prepare-store.ts';
import type { BenchContext, BenchPart } from './bench-context.ts';

const measured = ['post-new', 'post-same', 'post-hot', 'get', 'list', 'list-q', 'pull-request'] as const;

/** As many as build one commit at once in a large monorepo. */
const connectionsOfHotCommit = 50;

/** Each scenario against a server that only reads the request and answers the same bytes. */
export const againstBare: BenchPart = {
  name: 'bare',
  isInQuick: true,
  choosesScenarios: true,
  async measure(context) {
    await using store = await context.openStore();
    await using signalbox = await startSignalbox(store);
    await prepareStore(signalbox, store);
    await using bare = await startBareServer(signalbox, { store, filledCommits: 0 });
    for (const scenario of measured.filter((name) => isWanted(context, name))) {
      for (const connections of connectionsFor(scenario, context.options.connections)) {
        const side = { scenario, filledCommits: 0 };
        const sides = [
          { ...side, target: signalbox, store },
          { ...side, target: bare },
        ] as const;
        const pair = await measurePair(context.load, sides, { ...context.options, connections });
        context.report({ store: store.kind, scenario, against: 'bare node:http', connections, stored: 0, ...pair });
      }
    }
    await checkStore(store);
  },
};

function connectionsFor(scenario: ScenarioName, asked: readonly number[]): readonly number[] {
  return scenario === 'post-hot' ? [connectionsOfHotCommit] : asked;
}

/** `--only` may name a part, or a scenario. */
function isWanted({ options }: BenchContext, scenario: ScenarioName): boolean {
  return againstBare.name.includes(options.only) || scenario.includes(options.only);
}
