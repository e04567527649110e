import type { Instant } from './instant.ts';

/** What a build came to on a commit, in some stretch of the history. */
export interface BuildResult {
  readonly key: string;
  readonly refname?: string | undefined;
  /** Tells the commits of the repository apart. */
  readonly commitId: number;
  readonly hasFailed: boolean;
  readonly hasSucceeded: boolean;
  /** When the last result was reported. */
  readonly lastOn: Instant;
}

/** How often a build of a branch could not make up its mind about a commit. */
export interface Flakiness {
  readonly key: string;
  readonly refname?: string | undefined;
  /** On how many commits it failed or succeeded. */
  readonly commits: number;
  /** On how many of them it did both. */
  readonly flakyCommits: number;
  /** The last of those, by when it was last reported of; absent when there is none. */
  readonly last?: Pick<BuildResult, 'commitId' | 'lastOn'> | undefined;
}

export interface FlakinessTally {
  /** Takes results in, in any order; the same build of the same commit may come again. */
  add(results: readonly BuildResult[]): void;
  /** Worst first: what was flaky on the most commits, then on the greatest share of them; keys and branches settle a tie. */
  rank(): readonly Flakiness[];
}

/** Counts, stretch by stretch, so that nobody has to wait while a long history is counted. */
export function createFlakinessTally(): FlakinessTally {
  const builds = new Map<string, Map<number, BuildResult>>();
  return {
    add(results) {
      for (const result of results) {
        const name = JSON.stringify([result.key, result.refname]);
        const commits = builds.get(name) ?? new Map<number, BuildResult>();
        commits.set(result.commitId, join(result, commits.get(result.commitId)));
        builds.set(name, commits);
      }
    },
    rank: () => [...builds.values()].flatMap((commits) => count([...commits.values()])).sort(worstFirst),
  };
}

function join(one: BuildResult, other: BuildResult | undefined): BuildResult {
  if (other === undefined) return one;
  return {
    ...one,
    hasFailed: one.hasFailed || other.hasFailed,
    hasSucceeded: one.hasSucceeded || other.hasSucceeded,
    lastOn: Math.max(one.lastOn, other.lastOn),
  };
}

function count(results: readonly BuildResult[]): readonly Flakiness[] {
  const [first] = results;
  if (first === undefined) return [];
  const flaky = results.filter(({ hasFailed, hasSucceeded }) => hasFailed && hasSucceeded);
  const [start] = flaky;
  const last = start && flaky.reduce((newest, one) => (one.lastOn > newest.lastOn ? one : newest), start);
  const { key, refname } = first;
  return [
    {
      key,
      refname,
      commits: results.length,
      flakyCommits: flaky.length,
      last: last && { commitId: last.commitId, lastOn: last.lastOn },
    },
  ];
}

function worstFirst(a: Flakiness, b: Flakiness): number {
  // Of equally many, the greater share is that of fewer commits.
  const byCount = b.flakyCommits - a.flakyCommits || a.commits - b.commits;
  return byCount || compareTexts(a.key, b.key) || compareTexts(a.refname ?? '', b.refname ?? '');
}

function compareTexts(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
