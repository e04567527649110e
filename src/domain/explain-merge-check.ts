import type { CombinedStatus } from './combined-status.ts';

/** Sentences for people. */
export interface Explanation {
  readonly reason: string;
  /** What would make the check pass; absent when it has. */
  readonly remedy?: string | undefined;
}

interface Found {
  readonly hasPassed: boolean;
  readonly required: number;
  readonly keys: CombinedStatus['keys'];
}

/** How many keys a sentence names. */
const maxNamed = 5;

/** Why enough builds have passed, or have not, and what would change that. */
export function explainPassingBuilds({ hasPassed, required, keys }: Found): Explanation {
  const passed = keys.SUCCESSFUL.length;
  const count = `${passed} of at least ${builds(required)} ${passed === 1 ? 'has' : 'have'} passed`;
  // Those that are mended, or done, count, too.
  const lacking = required - passed - keys.FAILED.length - keys.INPROGRESS.length;
  const remedies = [
    ...repair(keys.FAILED),
    ...wait(keys.INPROGRESS),
    ...(lacking > 0 ? [`Report ${builds(lacking, 'more')} as SUCCESSFUL on this commit.`] : []),
  ];
  return explanation(hasPassed, [count, ...troubles(keys)], remedies);
}

/** Why the builds that are required by their keys have passed, or have not. */
export function explainRequiredBuilds({
  hasPassed,
  required,
  passed,
  keys,
  missing,
}: Found & { readonly passed: number; readonly missing: readonly string[] }): Explanation {
  const count = `${passed} of ${required} required ${required === 1 ? 'build has' : 'builds have'} passed`;
  const unreported =
    missing.length === 0 ? [] : [`${named(missing)} ${missing.length === 1 ? 'has' : 'have'} not been reported`];
  const remedies = [
    ...repair([...keys.FAILED, ...keys.STOPPED].sort()),
    ...wait(keys.INPROGRESS),
    ...(missing.length === 0 ? [] : [`Report ${named(missing)} as SUCCESSFUL on this commit.`]),
  ];
  return explanation(hasPassed, [count, ...troubles(keys), ...unreported], remedies);
}

function explanation(hasPassed: boolean, reasons: readonly string[], remedies: readonly string[]): Explanation {
  return { reason: `${reasons.join('; ')}.`, remedy: hasPassed ? undefined : remedies.join(' ') };
}

function troubles({
  FAILED: failed,
  STOPPED: stopped,
  INPROGRESS: inProgress,
}: CombinedStatus['keys']): readonly string[] {
  return [
    ...(failed.length > 0 ? [`${named(failed)} failed`] : []),
    ...(stopped.length > 0 ? [`${named(stopped)} ${stopped.length === 1 ? 'was' : 'were'} stopped`] : []),
    ...(inProgress.length > 0 ? [`${named(inProgress)} ${inProgress.length === 1 ? 'is' : 'are'} in progress`] : []),
  ];
}

function repair(keys: readonly string[]): readonly string[] {
  return keys.length === 0
    ? []
    : [`Run ${named(keys)} again and report ${keys.length === 1 ? 'it' : 'them'} as SUCCESSFUL on this commit.`];
}

function wait(keys: readonly string[]): readonly string[] {
  return keys.length === 0 ? [] : [`Wait for ${named(keys)} to finish.`];
}

function builds(count: number, more = ''): string {
  return [count, more, count === 1 ? 'build' : 'builds'].filter(Boolean).join(' ');
}

/** `a`, `a and b`, `a, b and c`; of many, the first, and how many there are besides. */
function named(keys: readonly string[]): string {
  const shown = keys.length > maxNamed ? [...keys.slice(0, maxNamed), `${keys.length - maxNamed} more`] : keys;
  return shown.length === 1 ? String(shown[0]) : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}
