import type { Load } from './load/run-load.ts';
import { type ScenarioName, scenarios } from './load/scenarios.ts';
import type { LoadProcess } from './load/start-load.ts';
import type { Target } from './servers/target.ts';
import type { BenchStore } from './stores/bench-store.ts';

/** One side of a pair in one round. */
export interface Measurement {
  readonly perSecond: number;
  /** Microseconds that half of the answers, and 99 of 100, took at most. */
  readonly p50: number;
  readonly p99: number;
  /** Microseconds of processor that the servers took for each request, over all their threads. */
  readonly processorUs: number;
  readonly memory: number;
  /** Of the process that makes the load, from 0 to 1. */
  readonly loadProcessor: number;
}

/** A target with what is asked of it. */
export interface Side {
  readonly target: Target;
  /** What is in its store counts what it acknowledges; fixed answers write nothing. */
  readonly store?: BenchStore;
  readonly scenario: ScenarioName;
  readonly filledCommits: number;
  /** Where it differs from the other side's. */
  readonly connections?: number;
}

export interface Effort {
  readonly connections: number;
  readonly seconds: number;
  readonly rounds: number;
}

export interface Pair {
  readonly ours: readonly Measurement[];
  readonly others: readonly Measurement[];
}

let runs = 0;

/** Measures both sides in turn, A B A B, after each has warmed up for the time of a round. */
export async function measurePair(
  load: LoadProcess,
  [one, other]: readonly [Side, Side],
  effort: Effort,
): Promise<Pair> {
  const ours: Measurement[] = [];
  const others: Measurement[] = [];
  for (let round = -1; round < effort.rounds; round += 1) {
    const first = await measure(load, one, effort);
    const second = await measure(load, other, effort);
    if (round < 0) continue;
    ours.push(first);
    others.push(second);
  }
  return { ours, others };
}

async function measure(load: LoadProcess, side: Side, effort: Effort): Promise<Measurement> {
  const { target, store, scenario, filledCommits, connections, seconds } = { ...effort, ...side };
  await target.prepare?.(scenario);
  runs += 1;
  const before = await target.usage();
  const { baseUrls, token, isFixed } = target;
  const run = `run-${String(runs).padStart(5, '0')}`;
  const done = await load.run({ scenario, baseUrls, token, isFixed, connections, seconds, run, filledCommits });
  const after = await target.usage();
  check(done, side);
  if (store !== undefined) {
    store.acknowledged.created += done.created;
    store.acknowledged.overwritten += done.overwritten;
  }
  return {
    perSecond: done.requests / done.seconds,
    p50: done.p50,
    p99: done.p99,
    processorUs: (after.processorUs - before.processorUs) / done.requests,
    memory: after.memory,
    loadProcessor: done.ownProcessor,
  };
}

/** Throws when the measurement is worth nothing. */
function check({ requests, wrong, firstWrong }: Load, { target, scenario }: Side): void {
  if (wrong === 0 && requests > 0) return;
  const what = `${scenarios[scenario].title}, ${target.name}`;
  throw new Error(`${what}: ${wrong} of ${requests} answers were wrong, the first: ${firstWrong ?? 'there was none'}`);
}
