import type { Commit } from '../domain/commit.ts';
import type { CommitHash, CommitRevision } from '../domain/commit-hash.ts';

/** What a repository without a Git directory knows of a branch: which commit was last reported for it. */
export interface ReportedBranch {
  readonly name: string;
  readonly target: CommitHash;
}

/** The commits that have been heard of: those with statuses. */
export interface CommitStore {
  /** Those whose hash begins so; two at most, which is enough to see that it is ambiguous. */
  findCommits(query: { readonly repositoryId: number; readonly revision: CommitRevision }): Promise<readonly Commit[]>;

  /** The one heard of last comes first. With a refname, only those that have a status of that branch. */
  listCommits(query: {
    readonly repositoryId: number;
    readonly refname?: string | undefined;
    readonly offset: number;
    readonly limit: number;
  }): Promise<readonly Commit[]>;

  /** A branch that statuses name; `undefined` when none does. */
  findReportedBranch(query: {
    readonly repositoryId: number;
    readonly name: string;
  }): Promise<ReportedBranch | undefined>;

  /** The branches that statuses name, by name, each with the commit of theirs that was heard of last. */
  listReportedBranches(query: { readonly repositoryId: number }): Promise<readonly ReportedBranch[]>;
}
