import { type BuildState, buildStates } from './build-state.ts';
import type { CommitStatus } from './commit-status.ts';

/** The number of the rule below, which answers name: whoever relies on one notices when there is another. */
export const combinedStatusRule = 1;

/** NONE: nothing has been reported, or not all that was asked for. It is not green. */
export const combinedStates = [...buildStates, 'NONE'] as const;

export type CombinedState = BuildState | 'NONE';

/** What all statuses of a commit, or those that were asked for, come to. */
export interface CombinedStatus {
  readonly state: CombinedState;
  /** Nothing is in progress, nothing that was asked for is missing, and something has been reported. */
  readonly isFinal: boolean;
  /** The keys behind each state, in the order of the keys (code units). */
  readonly keys: Readonly<Record<BuildState, readonly string[]>>;
  /** Asked for, and not reported. */
  readonly missing: readonly string[];
  /** Reported, and taken out since: they do not count. */
  readonly voided: readonly string[];
}

export type ReportedStatus = Pick<CommitStatus, 'key' | 'state' | 'voided'>;

/**
 * Rule 1, the first that holds: FAILED when any failed; INPROGRESS when any is in progress; NONE when one that was asked for
 * is missing, or nothing has been reported; STOPPED when any was stopped; SUCCESSFUL. A voided status is as if it were not
 * there. With `wanted`, at least one key, only the statuses of those keys count.
 */
export function combineStatuses(statuses: readonly ReportedStatus[], wanted: readonly string[] = []): CombinedStatus {
  const asked = new Set(wanted);
  const concerned = asked.size === 0 ? statuses : statuses.filter(({ key }) => asked.has(key));
  const counted = concerned.filter(({ voided }) => voided === undefined);
  const reported = new Set(counted.map(({ key }) => key));
  const missing = [...asked].filter((key) => !reported.has(key)).sort();
  const keysIn = (state: BuildState) => keysOf(counted.filter((status) => status.state === state));
  const keys = {
    SUCCESSFUL: keysIn('SUCCESSFUL'),
    FAILED: keysIn('FAILED'),
    INPROGRESS: keysIn('INPROGRESS'),
    STOPPED: keysIn('STOPPED'),
  };
  const isIncomplete = missing.length > 0 || counted.length === 0;
  return {
    state: stateBy(keys, isIncomplete),
    isFinal: keys.INPROGRESS.length === 0 && !isIncomplete,
    keys,
    missing,
    voided: keysOf(concerned.filter(({ voided }) => voided !== undefined)),
  };
}

function stateBy(keys: CombinedStatus['keys'], isIncomplete: boolean): CombinedState {
  if (keys.FAILED.length > 0) return 'FAILED';
  if (keys.INPROGRESS.length > 0) return 'INPROGRESS';
  if (isIncomplete) return 'NONE';
  return keys.STOPPED.length > 0 ? 'STOPPED' : 'SUCCESSFUL';
}

function keysOf(statuses: readonly ReportedStatus[]): readonly string[] {
  return statuses.map(({ key }) => key).sort();
}
