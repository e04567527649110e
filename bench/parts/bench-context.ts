import type { KillReport } from '../kill-under-load.ts';
import type { ScenarioName } from '../load/scenarios.ts';
import type { LoadProcess } from '../load/start-load.ts';
import type { Pair } from '../measure-pair.ts';
import type { BenchOptions } from '../options.ts';
import type { Part } from '../profile/read-profile.ts';
import type { BenchStore } from '../stores/bench-store.ts';

/** What every part of the benchmark works with. */
export interface BenchContext {
  readonly options: BenchOptions;
  readonly load: LoadProcess;
  /** Opens an empty store of that kind. */
  openStore(): Promise<BenchStore>;
  /** Takes the result of a pair. */
  report(measured: MeasuredPair): void;
  /** Takes a figure that is no pair. */
  reportFigure(figure: Figure): void;
  reportProfile(profile: RequestProfile): void;
  /** Takes what became of a server that was killed. */
  reportKill(kill: KillReport & { readonly store: BenchStore['kind'] }): void;
}

export type Comparison = 'bare node:http' | 'one transaction each' | 'single POSTs' | 'one process' | 'empty store';

/** A pair with what it compares. */
export interface MeasuredPair extends Pair {
  readonly store: BenchStore['kind'];
  readonly scenario: ScenarioName;
  readonly against: Comparison;
  readonly connections: number;
  /** How many statuses were filled in before. */
  readonly stored: number;
  /** How many statuses a request of ours, and one of the others, carries. */
  readonly perRequest?: readonly [number, number];
}

/** The connections of a comparison that is made with one number of them. */
export const usualConnections = 64;

/** One number that stands alone. */
export interface Figure {
  readonly store: BenchStore['kind'];
  readonly what: string;
  readonly value: number;
  readonly unit: 'ms' | 'MB' | 'bytes';
  readonly stored: number;
}

/** Where the time of a request went on one thread, in microseconds. */
export interface RequestProfile {
  readonly store: BenchStore['kind'];
  readonly scenario: ScenarioName;
  readonly thread: string;
  readonly parts: readonly Part[];
}

/** Measures one thing, on one kind of store. */
export interface BenchPart {
  /** What `--only` looks at. */
  readonly name: string;
  readonly isInQuick: boolean;
  /** Whether `--only` may also name one of its scenarios. */
  readonly choosesScenarios?: boolean;
  measure(context: BenchContext): Promise<void>;
}
