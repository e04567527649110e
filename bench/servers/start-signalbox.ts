import { type RunningProgram, startProgram } from '../../test/support/program.ts';
import type { BenchStore } from '../stores/bench-store.ts';
import type { Target } from './target.ts';
import { askUsage } from './usage.ts';

const oneTransactionEach = 'bench/servers/one-transaction-each.ts';

export interface Signalbox extends Target, AsyncDisposable {
  readonly processes: readonly RunningProgram[];
}

export interface SignalboxOptions {
  readonly name?: string;
  /** How many equal processes. */
  readonly count?: number;
  /** For Node.js itself. */
  readonly nodeArguments?: readonly string[];
  /** The same server without group commit. */
  readonly isOneByOne?: boolean;
}

/** Starts the compiled server for production on that store. Only the first start learns the token; the store keeps it. */
export async function startSignalbox(
  store: BenchStore,
  { name = 'Signalbox', count = 1, nodeArguments = [], isOneByOne = false }: SignalboxOptions = {},
): Promise<Signalbox> {
  await using parts = new AsyncDisposableStack();
  const processes: RunningProgram[] = [];
  for (let index = 0; index < count; index += 1) {
    const program = await startProgram([...(isOneByOne ? [] : ['serve']), '--port', '0', ...store.flags], {
      env: store.environment,
      nodeArguments: ['--import', './bench/servers/answer-usage.mjs', ...nodeArguments],
      hasChannel: true,
      ...(isOneByOne && { program: oneTransactionEach }),
    });
    processes.push(parts.use(program));
    store.token ||= /access token.*: (\S+)/.exec(program.output())?.[1] ?? '';
  }
  const opened = parts.move();
  return {
    name,
    baseUrls: processes.map(({ baseUrl }) => baseUrl),
    token: store.token,
    isFixed: false,
    processes,
    async usage() {
      const usages = await Promise.all(processes.map((one) => askUsage(one.process)));
      return {
        processorUs: usages.reduce((sum, { processorUs }) => sum + processorUs, 0),
        memory: usages.reduce((sum, { memory }) => sum + memory, 0),
      };
    },
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}
