import { type CommitHash, toCommitHash } from '../domain/commit-hash.ts';
import type { MergeQuery } from '../store/commit-source.ts';
import { listRevisions } from './list-revisions.ts';

/** As `CommitSource` promises, for commits that Git has. */
export async function findMergeCommit({
  gitDirectory,
  source,
  destination,
}: MergeQuery): Promise<CommitHash | undefined> {
  if (source === destination) return source;
  const list = (...options: readonly string[]) =>
    listRevisions({ gitDirectory, options, include: [destination], exclude: [source] });
  // Git does not combine the two: along first parents alone it sees no path to what came in by a merge of a merge.
  const [line, merges] = await Promise.all([list('--first-parent', '--parents'), list('--ancestry-path', '--merges')]);

  const steps = line.map((step) => step.split(' '));
  if (steps.some(([, firstParent]) => firstParent === source)) return source;
  const containing = new Set(merges);
  const [earliest] = steps.findLast(([hash = '']) => containing.has(hash)) ?? [];
  return earliest === undefined ? undefined : toCommitHash(earliest);
}
