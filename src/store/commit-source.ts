import type { Commit } from '../domain/commit.ts';
import type { CommitRevision } from '../domain/commit-hash.ts';

/** The commits of Git directories. */
export interface CommitSource extends AsyncDisposable {
  /**
   * The commit with that whole or abbreviated hash; `undefined` when there is none, or more than one. Throws
   * `unavailable` when the directory cannot be read.
   */
  findCommit(query: { readonly gitDirectory: string; readonly revision: CommitRevision }): Promise<Commit | undefined>;
}
