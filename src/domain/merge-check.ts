import type { BranchRestriction } from './branch-restriction.ts';
import type { BuildState } from './build-state.ts';
import { type CombinedStatus, combineStatuses, type ReportedStatus } from './combined-status.ts';
import { type Explanation, explainPassingBuilds, explainRequiredBuilds } from './explain-merge-check.ts';
import { coversKey } from './key-pattern.ts';
import type { RequiredBuilds } from './required-builds.ts';

/** Worst first: what is the result of several, or of one that depends on several. */
export const mergeResults = ['failed', 'pending', 'missing', 'passed'] as const;

export type MergeResult = (typeof mergeResults)[number];

/** Whether one rule lets a commit into a branch, and why. */
export interface MergeCheck extends Explanation {
  readonly kind: 'require_passing_builds_to_merge' | 'required_builds';
  /** Of branches, as the rule has it; the type of branches, where it goes by that. */
  readonly pattern: string;
  readonly result: MergeResult;
  /** How many builds have to be SUCCESSFUL, or how many patterns of keys. */
  readonly required: number;
  /** The patterns of keys, where the rule has some. */
  readonly requiredKeys: readonly string[];
  /** Those of them that nothing was reported for. */
  readonly missing: readonly string[];
  /** What counted, in the order of the keys. */
  readonly keys: readonly { readonly key: string; readonly state: BuildState }[];
}

export interface MergeChecks {
  readonly result: MergeResult;
  readonly combined: CombinedStatus;
  /** None where nothing is asked for the branch: the result is then passed. */
  readonly checks: readonly MergeCheck[];
}

/** What is asked for a branch. */
export interface MergeRules {
  /** Restrictions of the kind `require_passing_builds_to_merge`. */
  readonly passingBuilds: readonly BranchRestriction[];
  readonly requiredBuilds: readonly RequiredBuilds[];
}

/** Holds what was reported of a commit to what its branch asks for. What is voided is as if it were not there. */
export function checkMerge(statuses: readonly ReportedStatus[], rules: MergeRules): MergeChecks {
  const counted = statuses.filter(({ voided }) => voided === undefined);
  const checks = [
    ...rules.passingBuilds.map((restriction) => checkPassingBuilds(counted, restriction)),
    ...rules.requiredBuilds.map((rule) => checkRequiredBuilds(counted, rule)),
  ];
  return { result: worstOf(checks.map(({ result }) => result)), combined: combineStatuses(statuses), checks };
}

/** As Bitbucket: enough are SUCCESSFUL, none has failed, and none is in progress. One that was stopped does not count. */
function checkPassingBuilds(statuses: readonly ReportedStatus[], restriction: BranchRestriction): MergeCheck {
  const required = restriction.value ?? 1;
  const { keys } = combineStatuses(statuses);
  const passed = keys.SUCCESSFUL.length;
  const result = worstOf([
    ...(keys.FAILED.length > 0 ? (['failed'] as const) : []),
    ...(keys.INPROGRESS.length > 0 ? (['pending'] as const) : []),
    ...(passed < required ? (['missing'] as const) : []),
  ]);
  return {
    kind: 'require_passing_builds_to_merge',
    pattern: restriction.branchType ?? restriction.pattern,
    result,
    ...explainPassingBuilds({ hasPassed: result === 'passed', required, keys }),
    required,
    requiredKeys: [],
    missing: [],
    keys: shown(statuses),
  };
}

/** Each pattern needs a status, and all that it covers have to be SUCCESSFUL. */
function checkRequiredBuilds(
  statuses: readonly ReportedStatus[],
  { branch, keys: patterns }: RequiredBuilds,
): MergeCheck {
  const covered = patterns.map((pattern) => statuses.filter(({ key }) => coversKey([pattern], key)));
  const results = covered.map(resultOf);
  const counted = statuses.filter((status) => covered.some((some) => some.includes(status)));
  const missing = patterns.filter((_, index) => results[index] === 'missing');
  const passed = results.filter((result) => result === 'passed').length;
  const result = worstOf(results);
  const { keys } = combineStatuses(counted);
  return {
    kind: 'required_builds',
    pattern: branch,
    result,
    ...explainRequiredBuilds({ hasPassed: result === 'passed', required: patterns.length, passed, keys, missing }),
    required: patterns.length,
    requiredKeys: patterns,
    missing,
    keys: shown(counted),
  };
}

function resultOf(statuses: readonly ReportedStatus[]): MergeResult {
  if (statuses.length === 0) return 'missing';
  return worstOf(statuses.map(({ state }) => resultOfState[state]));
}

const resultOfState = {
  SUCCESSFUL: 'passed',
  FAILED: 'failed',
  // It will not become SUCCESSFUL by waiting.
  STOPPED: 'failed',
  INPROGRESS: 'pending',
} as const satisfies Record<BuildState, MergeResult>;

function worstOf(results: readonly MergeResult[]): MergeResult {
  return mergeResults.find((result) => results.includes(result)) ?? 'passed';
}

function shown(statuses: readonly ReportedStatus[]): MergeCheck['keys'] {
  const byKey = statuses.toSorted((one, other) => (one.key < other.key ? -1 : 1));
  return byKey.map(({ key, state }) => ({ key, state }));
}
