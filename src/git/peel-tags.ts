import { type CommitHash, isCommitHash } from '../domain/commit-hash.ts';
import { runGit, splitLines } from './git-program.ts';

/** The commits that tag objects lead to in the end, through other tags; `undefined` for one that leads elsewhere. */
export async function peelTags(
  gitDirectory: string,
  tags: readonly string[],
): Promise<ReadonlyMap<string, CommitHash | undefined>> {
  if (tags.length === 0) return new Map();
  const output = await runGit({
    gitDirectory,
    args: ['cat-file', '--batch-check=%(objectname)'],
    input: tags.map((hash) => `${hash}^{commit}\n`).join(''),
  });
  // One line for each, in their order; what is not a hash says that there is none.
  const commits = splitLines(output).map((line) => (isCommitHash(line) ? line : undefined));
  return new Map(tags.map((hash, index) => [hash, commits[index]]));
}
