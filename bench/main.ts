// Measures Signalbox side by side with what bounds it. docs/performance.md tells what the figures mean.
import { startPostgres } from '../test/support/postgres-server.ts';
import { startLoadProcess } from './load/start-load.ts';
import { type BenchOptions, parseOptions, type StoreName } from './options.ts';
import { againstBare } from './parts/against-bare.ts';
import { againstOneTransactionEach } from './parts/against-one-transaction-each.ts';
import { batches } from './parts/batches.ts';
import type { BenchContext, BenchPart } from './parts/bench-context.ts';
import { filled } from './parts/filled.ts';
import { killing } from './parts/killing.ts';
import { profile } from './parts/profile.ts';
import { start } from './parts/start.ts';
import { twoProcesses } from './parts/two-processes.ts';
import { describeMachine, type Result } from './report/results.ts';
import { summarisePair } from './report/summarise-pair.ts';
import { renderTables } from './report/tables.ts';
import { writeDocument } from './report/write-document.ts';
import type { BenchStore } from './stores/bench-store.ts';
import { openPostgresBenchStore } from './stores/postgres-store.ts';
import { openSqliteBenchStore } from './stores/sqlite-store.ts';

const parts = [againstBare, againstOneTransactionEach, batches, twoProcesses, filled, killing, start, profile];

const options = parseOptions(process.argv);
const results: Result[] = [];
await measureAll();
if (options.writesDocument) await writeDocument(results);
else if (!options.isQuick) process.stdout.write(`${renderTables([describeMachine(), ...results])}\n`);

async function measureAll(): Promise<void> {
  await using openers = await openStores(options);
  await using load = startLoadProcess();
  for (const openStore of openers.all) {
    const context: BenchContext = {
      options,
      load,
      openStore,
      report: (pair) => add({ kind: 'pair', ...summarisePair(pair) }),
      reportFigure: (figure) => add({ kind: 'figure', ...figure }),
      reportKill: (kill) => add({ kind: 'kill', ...kill }),
      reportProfile: (measured) => add({ kind: 'profile', ...measured }),
    };
    for (const part of parts) {
      if ((options.isQuick && !part.isInQuick) || !isWanted(part)) continue;
      process.stderr.write(`${part.name} …\n`);
      await part.measure(context);
    }
  }
}

/** Some parts measure one scenario after the other, and choose among these themselves. */
function isWanted({ name, choosesScenarios }: BenchPart): boolean {
  return name.includes(options.only) || (choosesScenarios ?? false);
}

function add(result: Result): void {
  results.push(result);
  process.stdout.write(`${JSON.stringify(result)}\n`);
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
