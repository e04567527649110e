import type { MergeResult } from '../../domain/merge-check.ts';
import { printable } from '../printable.ts';
import type { GateSettings } from './gate-files.ts';

/** What the pusher is told, and whether the push goes on. */
export interface Verdict {
  readonly isAdmitted: boolean;
  readonly lines: readonly string[];
}

/** Of the answer of the server, what the gate goes by. */
export interface AnsweredChecks {
  readonly result: MergeResult;
  readonly checks: readonly { readonly result: MergeResult; readonly reason: string; readonly remedy: string | null }[];
}

export function isAnsweredChecks(body: unknown): body is AnsweredChecks {
  return typeof body === 'object' && body !== null && 'type' in body && body.type === 'merge_checks';
}

interface Push {
  readonly settings: GateSettings;
  readonly branch: string;
  readonly commit: string;
}

/** What the merge checks mean for a push. */
export function judgePush({ settings, branch, commit }: Push, { result, checks }: AnsweredChecks): Verdict {
  const { server, repository } = settings;
  const name = `${repository.workspace}/${repository.slug}`;
  if (checks.length === 0) {
    const url = `${server}/signalbox/1/repositories/${name}/required-builds`;
    return undecided(settings, [
      `No merge checks apply to ${branch} of ${name}.`,
      `Require builds with PUT ${url}, like {"values": [{"branch": "${branch}", "keys": ["ci/*"]}]}.`,
    ]);
  }
  if (result === 'passed') return { isAdmitted: true, lines: [`The merge checks of ${branch} have passed.`] };
  const wrong = checks.filter((check) => check.result !== 'passed');
  const lines = wrong.flatMap((check) => [`${check.result}: ${check.reason}`, ...(check.remedy ? [check.remedy] : [])]);
  return refused([`${commit.slice(0, 12)} may not come into ${branch} of ${name} yet.`, ...lines]);
}

/** What nobody has told the server of, no build can have reported. */
export function refuseUnknown({ settings, commit }: Push): Verdict {
  const { workspace, slug } = settings.repository;
  return refused([
    `missing: ${workspace}/${slug} does not know ${commit.slice(0, 12)} yet.`,
    'Push it to another branch first, and have its builds report.',
  ]);
}

/** What is done when it cannot be told whether the push may go on. */
export function undecided({ failsOpen }: Pick<GateSettings, 'failsOpen'>, lines: readonly string[]): Verdict {
  if (!failsOpen) return refused([...lines, 'The push is refused, because the gate fails closed.']);
  return {
    isAdmitted: true,
    lines: [...lines, 'The push is let through, because the gate fails open.'].map(printable),
  };
}

function refused(lines: readonly string[]): Verdict {
  return { isAdmitted: false, lines: lines.map(printable) };
}
