import type { GitCommit } from '../domain/commit.ts';
import type { CommitHash, CommitRevision } from '../domain/commit-hash.ts';

export interface CommitListQuery {
  readonly gitDirectory: string;
  /** The commits to start from. */
  readonly include: readonly CommitHash[];
  /** These, and all that lead to them, are left out. */
  readonly exclude: readonly CommitHash[];
  /** Of a file or a directory, from the top of the repository, taken as it stands. None, or `''`, is all of them. */
  readonly path?: string | undefined;
  readonly offset: number;
  readonly limit: number;
}

export interface MergeQuery {
  readonly gitDirectory: string;
  readonly source: CommitHash;
  readonly destination: CommitHash;
}

export interface ChangeQuery {
  readonly gitDirectory: string;
  /** Where the commit is to come into. */
  readonly base: CommitHash;
  readonly commit: CommitHash;
}

/**
 * The commits of Git directories. Every method throws `unavailable` when the directory cannot be read, or Git does not
 * answer in time.
 */
export interface CommitSource extends AsyncDisposable {
  /** The commit with that whole or abbreviated hash; `undefined` when there is none, or more than one. */
  findCommit(query: {
    readonly gitDirectory: string;
    readonly revision: CommitRevision | CommitHash;
  }): Promise<GitCommit | undefined>;

  /**
   * The commits that `include` leads to and `exclude` does not, in the order of `git log`: newest first by when they were
   * committed. With a path, only those that touch it. A hash that Git does not have leads nowhere.
   */
  listCommits(query: CommitListQuery): Promise<readonly GitCommit[]>;

  /**
   * The commit by which `source` came into `destination`: the earliest on the line of first parents that contains it.
   * That is `source` itself when it lies on that line, as after a fast-forward. `undefined` while the destination does
   * not contain the source, as after a squash, and when Git does not have one of them.
   */
  findMergeCommit(query: MergeQuery): Promise<CommitHash | undefined>;

  /**
   * The files that differ between `commit` and where its history and that of `base` part, in Git's order, also those that are
   * gone. `undefined` when the two have nothing in common, and when Git does not have one of them.
   */
  listChangedPaths(query: ChangeQuery): Promise<readonly string[] | undefined>;
}
