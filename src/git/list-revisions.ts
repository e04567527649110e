import type { CommitHash } from '../domain/commit-hash.ts';
import { runGit, splitLines } from './git-program.ts';

export interface RevisionQuery {
  readonly gitDirectory: string;
  readonly options: readonly string[];
  readonly include: readonly CommitHash[];
  readonly exclude: readonly CommitHash[];
  readonly path?: string | undefined;
}

/** One `git rev-list`, line by line. Git must have all the hashes. */
export async function listRevisions(query: RevisionQuery): Promise<readonly string[]> {
  const { gitDirectory, options, include, exclude, path = '' } = query;
  // No file of Git has a null character in its name, and no program can be given one.
  if (path.includes('\0')) return [];
  // From the top, whatever directory the server runs in; literal, so that no `*` or `:` means anything.
  const paths = path === '' ? [] : [`:(top,literal)${path}`];
  const revisions = [...include, ...exclude.map((hash) => `^${hash}`)];
  const output = await runGit({
    gitDirectory,
    args: ['rev-list', '--stdin', ...options, '--', ...paths],
    // Thousands of branches would not fit on a command line.
    input: revisions.map((revision) => `${revision}\n`).join(''),
  });
  return splitLines(output);
}
