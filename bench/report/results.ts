import { cpus, totalmem } from 'node:os';
import type { KillReport } from '../kill-under-load.ts';
import type { Figure, RequestProfile } from '../parts/bench-context.ts';
import type { BenchStore } from '../stores/bench-store.ts';
import type { PairSummary } from './summarise-pair.ts';

/** One line of the results. */
export type Result =
  | ({ readonly kind: 'pair' } & PairSummary)
  | ({ readonly kind: 'figure' } & Figure)
  | ({ readonly kind: 'profile' } & RequestProfile)
  | ({ readonly kind: 'kill'; readonly store: BenchStore['kind'] } & KillReport)
  | Machine;

/** What the results were measured on. */
export interface Machine {
  readonly kind: 'machine';
  readonly date: string;
  readonly processors: string;
  readonly memory: string;
  readonly node: string;
  readonly system: string;
}

export function describeMachine(): Machine {
  return {
    kind: 'machine',
    date: new Date().toISOString().slice(0, 10),
    processors: `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}`,
    memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
    node: process.version,
    system: `${process.platform} ${process.arch}`,
  };
}

/** What a later result takes the place of: one that measured the same. */
function subjectOf(result: Result): string {
  const { kind, store, scenario, against, connections, stored, what, thread } = { ...unnamed, ...result };
  return JSON.stringify([kind, store, scenario, against, connections, stored, what, thread]);
}

const unnamed = {
  store: undefined,
  scenario: undefined,
  against: undefined,
  connections: undefined,
  stored: undefined,
  what: undefined,
  thread: undefined,
};

/** The old results, each replaced by a new one that measured the same, and what is new behind them. */
export function mergeResults(old: readonly Result[], added: readonly Result[]): readonly Result[] {
  const merged = new Map([...old, ...added].map((result) => [subjectOf(result), result]));
  return [...merged.values()];
}
