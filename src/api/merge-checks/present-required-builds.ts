import type { RequiredBuilds } from '../../domain/required-builds.ts';

/** All of a repository, as they can be sent back. */
export function presentRequiredBuilds(rules: readonly RequiredBuilds[]) {
  return {
    type: 'required_builds' as const,
    values: rules.map(({ branch, keys, paths }) => ({
      branch,
      keys: [...keys],
      ...(paths !== undefined && { paths: [...paths] }),
    })),
  };
}
