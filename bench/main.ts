// Measures Signalbox side by side with what bounds it. docs/performance.md tells what the figures mean.
import { startPostgres } from '../test/support/postgres-server.ts';
import { startLoadProcess } from './load/start-load.ts';
import { type BenchOptions, parseOptions, type StoreName } from './options.ts';
import { againstBare } from './parts/against-bare.ts';
import { againstOneTransactionEach } from './parts/against-one-transaction-each.ts';
import { batches } from './parts/batches.ts';
import type { BenchContext } from './parts/bench-context.ts';
import { killing } from './parts/killing.ts';
import { start } from './parts/start.ts';
import { twoProcesses } from './parts/two-processes.ts';
import { summarisePair } from './report/summarise-pair.ts';
import type { BenchStore } from './stores/bench-store.ts';
import { openPostgresBenchStore } from './stores/postgres-store.ts';
import { openSqliteBenchStore } from './stores/sqlite-store.ts';

const parts = [againstBare, againstOneTransactionEach, batches, twoProcesses, killing, start];

const options = parseOptions(process.argv);
await using openers = await openStores(options);
await using load = startLoadProcess();
for (const openStore of openers.all) {
  const context: BenchContext = {
    options,
    load,
    openStore,
    report: (pair) => print(summarisePair(pair)),
    reportFigure: print,
    reportKill: print,
  };
  for (const part of parts) {
    if (options.isQuick && !part.isInQuick) continue;
    if (part !== againstBare && !part.name.includes(options.only)) continue;
    process.stderr.write(`${part.name} …\n`);
    await part.measure(context);
  }
}

function print(line: unknown): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

async function openStores({ stores }: Pick<BenchOptions, 'stores'>) {
  const resources = new AsyncDisposableStack();
  const openersOf: Readonly<Record<StoreName, () => Promise<() => Promise<BenchStore>>>> = {
    sqlite: async () => openSqliteBenchStore,
    // A status that was acknowledged must have reached the disk here as elsewhere.
    postgres: async () => {
      const { url } = resources.use(await startPostgres(['fsync=on']));
      return () => openPostgresBenchStore(url);
    },
  };
  const all: (() => Promise<BenchStore>)[] = [];
  for (const name of stores) all.push(await openersOf[name]());
  return { all, [Symbol.asyncDispose]: () => resources.disposeAsync() };
}
