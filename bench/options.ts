import { Command, InvalidArgumentError } from 'commander';

export interface BenchOptions {
  /** One JSON line per pair, in under two minutes. */
  readonly isQuick: boolean;
  readonly seconds: number;
  readonly rounds: number;
  readonly connections: readonly number[];
  readonly stores: readonly StoreName[];
  /** How many statuses a store is filled with, one number after the other, to be compared with an empty one. */
  readonly fill: readonly number[];
  /** Only the parts whose names contain this. */
  readonly only: string;
  /** Whether the tables and pictures of docs/performance.md are written anew. */
  readonly writesDocument: boolean;
}

export const storeNames = ['sqlite', 'postgres'] as const;
export type StoreName = (typeof storeNames)[number];

interface Flags {
  readonly quick?: true;
  readonly seconds?: number;
  readonly rounds?: number;
  readonly connections?: readonly number[];
  readonly stores: readonly StoreName[];
  readonly fill: readonly number[];
  readonly only: string;
  readonly document?: true;
}

/** Reads the command line; an error, or `--help`, ends the process. */
export function parseOptions(argv: readonly string[]): BenchOptions {
  const command = new Command('npm run bench --')
    .description('Measures Signalbox side by side with what bounds it, in turn, and prints the ratios.')
    .option('--quick', 'a short form: one JSON line for each pair, no speed is asserted, correctness is')
    .option('--seconds <number>', 'how long each side is measured in each round (2; quick: 0.5)', positive)
    .option('--rounds <number>', 'how often both sides are measured in turn (5; quick: 2)', positive)
    .option('--connections <list>', 'how many at once, like 1,16,64,256 (that; quick: 64)', listOf(positive))
    .option('--stores <list>', 'which databases', listOf(storeName), storeNames)
    .option('--fill <list>', 'compares a store that holds so many statuses with an empty one', listOf(positive), [])
    .option('--only <text>', 'only the parts whose names contain this, like `get` or `batch`', '')
    .option('--document', 'writes the tables and pictures of docs/performance.md');
  const flags = command.parse(argv).opts<Flags>();
  const isQuick = flags.quick ?? false;
  return {
    isQuick,
    seconds: flags.seconds ?? (isQuick ? 0.5 : 2),
    rounds: flags.rounds ?? (isQuick ? 2 : 5),
    connections: flags.connections ?? (isQuick ? [64] : [1, 16, 64, 256]),
    stores: flags.stores,
    fill: flags.fill,
    only: flags.only,
    writesDocument: flags.document ?? false,
  };
}

function positive(text: string): number {
  const number = Number(text);
  if (!(number > 0)) throw new InvalidArgumentError('A number above 0 is needed.');
  return number;
}

function storeName(text: string): StoreName {
  const name = storeNames.find((known) => known === text);
  if (name === undefined) throw new InvalidArgumentError(`There are ${storeNames.join(' and ')}.`);
  return name;
}

function listOf<Value>(read: (text: string) => Value): (text: string) => readonly Value[] {
  return (text) => text.split(',').map(read);
}
