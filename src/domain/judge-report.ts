import type { CommitStatus, CommitStatusContent } from './commit-status.ts';

/** What somebody says of a build. */
export interface Report extends CommitStatusContent {
  /** The name of whoever says it. */
  readonly author?: string | undefined;
  /** What the build calls itself: a later run of it has a higher number. */
  readonly buildNumber?: number | undefined;
}

/** What a status says already. */
export type Standing = Report & Pick<CommitStatus, 'attempt'>;

export interface Judgement {
  /**
   * `superseded`: a later run of the build has been heard of, so the status stays as it is. `repeated`: it says what it has said
   * before; the build is alive, and nothing else is new.
   */
  readonly kind: 'reported' | 'repeated' | 'superseded';
  /** Of the status afterwards. */
  readonly attempt: number;
  /** Of the status afterwards. */
  readonly buildNumber: number | undefined;
}

/**
 * What a report means for the status that it is of. PostgreSQL judges by itself, in `put_commit_statuses`; a property test holds
 * the two together.
 */
export function judgeReport(report: Report, standing: Standing): Judgement {
  const { buildNumber = standing.buildNumber } = report;
  if (isOlder(report, standing)) return { kind: 'superseded', ...pickRun(standing) };
  if (buildNumber === standing.buildNumber && saysTheSame(report, standing)) {
    return { kind: 'repeated', ...pickRun(standing) };
  }
  const attempt = standing.attempt + (beginsAnew(report, standing) ? 1 : 0);
  return { kind: 'reported', attempt, buildNumber };
}

function pickRun({ attempt, buildNumber }: Standing): Pick<Judgement, 'attempt' | 'buildNumber'> {
  return { attempt, buildNumber };
}

function isOlder(report: Report, standing: Standing): boolean {
  const { buildNumber } = report;
  return buildNumber !== undefined && standing.buildNumber !== undefined && buildNumber < standing.buildNumber;
}

/** A build that has ended begins again, or has run again unseen and ended otherwise. A higher number is another run in any case. */
function beginsAnew(report: Report, standing: Standing): boolean {
  if (report.buildNumber !== undefined && report.buildNumber > (standing.buildNumber ?? report.buildNumber))
    return true;
  return standing.state !== 'INPROGRESS' && report.state !== standing.state;
}

function saysTheSame(report: Report, standing: Standing): boolean {
  return (
    report.state === standing.state &&
    report.name === standing.name &&
    report.description === standing.description &&
    report.url === standing.url &&
    report.refname === standing.refname &&
    report.author === standing.author
  );
}
