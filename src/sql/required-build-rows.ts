import type { RequiredBuilds } from '../domain/required-builds.ts';

export interface RequiredBuildsTable {
  readonly repository_id: number;
  readonly position: number;
  readonly branch: string;
  /** A JSON array of patterns. */
  readonly keys: string;
  /** A JSON array of patterns; null: whatever was changed. */
  readonly paths: string | null;
}

/** The arrays were written by `toRequiredBuildsRow`. */
export function toRequiredBuilds({ branch, keys, paths }: RequiredBuildsTable): RequiredBuilds {
  return {
    branch,
    keys: JSON.parse(keys) as readonly string[],
    paths: paths === null ? undefined : (JSON.parse(paths) as readonly string[]),
  };
}

export function toRequiredBuildsRow(
  repositoryId: number,
  { branch, keys, paths }: RequiredBuilds,
  position: number,
): RequiredBuildsTable {
  return {
    repository_id: repositoryId,
    position,
    branch,
    keys: JSON.stringify(keys),
    paths: paths === undefined ? null : JSON.stringify(paths),
  };
}
