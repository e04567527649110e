/** Which builds a commit needs that is to come into a branch. */
export interface RequiredBuilds {
  /** A glob: the branches that it is about. */
  readonly branch: string;
  /** Each of these patterns of keys needs a status. */
  readonly keys: readonly string[];
  /** Globs: it counts only when a file is changed that one of them covers. Absent: always. */
  readonly paths?: readonly string[] | undefined;
}

/** How many of them a repository may have. */
export const maxRequiredBuilds = 100;

/** Of keys, and of paths. */
export const maxPatterns = 100;

/** In code points. */
export const maxRequiredPatternLength = 255;
