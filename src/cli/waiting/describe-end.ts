import type { WaitConfig } from '../../config/wait-config.ts';
import { printable } from '../printable.ts';
import type { Look } from './await-builds.ts';

/** How it ended: what the exit code says. */
export const verdicts = { green: 0, red: 1, undecided: 2 } as const;

export type Verdict = keyof typeof verdicts;

/** What the builds come to when the wait is over. One that failed makes it red, even while others still run. */
export function verdictOf({ combined }: Look): Verdict {
  switch (combined?.state) {
    case 'SUCCESSFUL':
      return 'green';
    case 'FAILED':
    case 'STOPPED':
      return 'red';
    default:
      return 'undecided';
  }
}

/** The end in a sentence. */
export function describeEnd(look: Look, config: WaitConfig): string {
  const { combined } = look;
  if (combined === undefined) return `Undecided: ${describeTarget(look, config)} is not known yet.`;
  const { SUCCESSFUL, FAILED, STOPPED, INPROGRESS } = combined.keys;
  const of = `of ${describeTarget(look, config)}`;
  switch (combined.state) {
    case 'SUCCESSFUL':
      return `Green: ${SUCCESSFUL.length === 1 ? 'the build' : `all ${SUCCESSFUL.length} builds`} ${of} passed.`;
    case 'FAILED':
      return `Red: ${listed(FAILED)} ${of} failed.`;
    case 'STOPPED':
      return `Red: ${listed(STOPPED)} ${of} stopped.`;
    case 'INPROGRESS':
      return `Undecided: ${listed(INPROGRESS)} ${of} still ${INPROGRESS.length === 1 ? 'runs' : 'run'}.`;
    case 'NONE':
      return combined.missing.length === 0
        ? `Undecided: nothing ${of} has been reported.`
        : `Undecided: ${listed(combined.missing)} ${of} ${combined.missing.length === 1 ? 'has' : 'have'} not been reported.`;
  }
}

/** What is waited for, with the commit that it is just now. */
export function describeTarget({ target: { commit } }: Pick<Look, 'target'>, { target }: WaitConfig): string {
  const short = commit?.slice(0, 12);
  switch (target.kind) {
    case 'commit':
      return `commit ${target.commit.slice(0, 12)}`;
    case 'branch':
      return `branch ${printable(target.name)}${short === undefined ? '' : ` (${short})`}`;
    case 'pull_request':
      return short === undefined
        ? `the source commit of pull request ${target.id}`
        : `pull request ${target.id} (${short})`;
  }
}

/** A few of them, and how many there are besides. */
function listed(keys: readonly string[], most = 5): string {
  const shown = keys.slice(0, most).map(printable).join(', ');
  return keys.length > most ? `${shown} and ${keys.length - most} more` : shown;
}
