import type { ChangeQuery } from '../store/commit-source.ts';
import { runGit, splitLines } from './git-program.ts';

/** As `CommitSource` promises, for commits that Git has. */
export async function listChangedPaths({
  gitDirectory,
  base,
  commit,
}: ChangeQuery): Promise<readonly string[] | undefined> {
  // With 1, Git says that the two have nothing in common.
  const args = ['merge-base', base, commit];
  const [forkPoint] = splitLines(await runGit({ gitDirectory, args, exitCodes: [0, 1] }));
  if (forkPoint === undefined) return undefined;
  // Plumbing, which no setting of the repository changes; a file that was moved has been at both places.
  const options = ['-r', '-z', '--name-only', '--no-renames', '--end-of-options'];
  const output = await runGit({ gitDirectory, args: ['diff-tree', ...options, forkPoint, commit] });
  return output.toString('utf8').split('\0').slice(0, -1);
}
