import type { CommitHash } from './commit-hash.ts';
import type { Instant } from './instant.ts';

/** What Git says of a commit. */
export interface CommitDetails {
  /** Subject and body; of a very long message, the beginning. */
  readonly message: string;
  /** `Name <address>`, as Git records it. */
  readonly author: string;
  /** When it was authored, with the author's own offset: `2025-01-02T03:04:05+01:00`. */
  readonly date: string;
}

export interface Commit {
  readonly hash: CommitHash;
  /** Absent where the repository has no Git directory to ask. */
  readonly details?: CommitDetails | undefined;
  /** When it was first heard of; absent when nothing was reported for it. */
  readonly seenOn?: Instant | undefined;
}

/** A commit as Git has it, with its place in the history. */
export interface GitCommit extends Commit {
  readonly details: CommitDetails;
  /** The first is the one that was built upon, the others were merged. A shallow clone does not have all of them. */
  readonly parents: readonly CommitHash[];
  /** `Name <address>`: who put the commit where it is, which need not be the author. */
  readonly committer: string;
  /** When, as `details.date`. */
  readonly committedOn: string;
}
