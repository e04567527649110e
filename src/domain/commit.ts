import type { CommitHash } from './commit-hash.ts';

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
}
