import type { Measurement } from '../measure-pair.ts';
import type { MeasuredPair } from '../parts/bench-context.ts';
import { median, type Spread, spreadOf } from './statistics.ts';

/** A pair in numbers that can be compared over time: ratios first, since absolute ones drift with the machine. */
export interface PairSummary extends Pick<MeasuredPair, 'store' | 'scenario' | 'against' | 'connections' | 'stored'> {
  /** Statuses or requests a second of ours over those of the other, round by round. */
  readonly ratio: Spread;
  /** Processor time for each request of ours over that of the other. */
  readonly processorRatio: number;
  readonly p99Ratio: number;
  readonly ours: SideSummary;
  readonly other: SideSummary;
}

export interface SideSummary {
  readonly perSecond: number;
  readonly p50Us: number;
  readonly p99Us: number;
  readonly processorUs: number;
  readonly memoryMb: number;
  readonly loadProcessor: number;
}

export function summarisePair({ ours, others, perRequest = [1, 1], ...what }: MeasuredPair): PairSummary {
  const { store, scenario, against, connections, stored } = what;
  const [ourWeight, otherWeight] = perRequest;
  const ratios = (member: keyof Measurement, weight = 1) =>
    ours.map((one, round) => (one[member] / (others[round]?.[member] ?? Number.NaN)) * weight);
  const summary = {
    store,
    scenario,
    against,
    connections,
    stored,
    ratio: spreadOf(ratios('perSecond', ourWeight / otherWeight).map(rounded)),
    processorRatio: rounded(median(ratios('processorUs', otherWeight / ourWeight))),
    p99Ratio: rounded(median(ratios('p99'))),
    ours: summariseSide(ours, ourWeight),
    other: summariseSide(others, otherWeight),
  };
  return summary;
}

function summariseSide(measurements: readonly Measurement[], weight: number): SideSummary {
  const middle = (member: keyof Measurement) => median(measurements.map((one) => one[member]));
  return {
    perSecond: Math.round(middle('perSecond') * weight),
    p50Us: Math.round(middle('p50')),
    p99Us: Math.round(middle('p99')),
    processorUs: rounded(middle('processorUs') / weight),
    memoryMb: Math.round(middle('memory') / 1e6),
    loadProcessor: rounded(middle('loadProcessor')),
  };
}

function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
