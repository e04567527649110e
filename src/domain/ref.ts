import { clip } from './clip.ts';
import type { CommitHash } from './commit-hash.ts';
import { ServiceError } from './error.ts';

export type RefKind = 'branch' | 'tag';

/** A line of work: a name that moves from commit to commit. */
export interface Branch {
  /** Bare, without `refs/heads/`. */
  readonly name: string;
  readonly target: CommitHash;
}

/** A name for one commit. A lightweight tag is no more than that; an annotated one also tells who gave it, when and why. */
export interface Tag {
  /** Bare, without `refs/tags/`. */
  readonly name: string;
  /** The commit that the tag leads to in the end, also through other tags. */
  readonly target: CommitHash;
  /** Without its signature; of a very long one, the beginning. */
  readonly message?: string | undefined;
  /** `Name <address>`; absent also from annotated tags of Git's first days. */
  readonly tagger?: string | undefined;
  /** When it was tagged, with the tagger's own offset: `2025-01-02T03:04:05+01:00`. There whenever `tagger` is. */
  readonly date?: string | undefined;
}

export function refNotFound(kind: RefKind, name: string, repository: string): ServiceError {
  return new ServiceError('not_found', `There is no ${kind} '${clip(name)}' in ${repository}.`);
}
