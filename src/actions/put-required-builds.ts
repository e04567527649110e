import { invalidFields } from '../domain/error.ts';
import { fullName, type Repository, type RepositoryAddress } from '../domain/repository.ts';
import type { RequiredBuilds } from '../domain/required-builds.ts';
import { auditOf } from './audit-of.ts';
import type { ActionContext } from './context.ts';
import { getRepositoryToChange } from './get-repository.ts';

/** Replaces all that there are. Throws not_found for the repository, invalid when nobody could tell what a change touches. */
export async function putRequiredBuilds(
  context: ActionContext,
  { address, rules }: { readonly address: RepositoryAddress; readonly rules: readonly RequiredBuilds[] },
): Promise<readonly RequiredBuilds[]> {
  const repository = await getRepositoryToChange(context, address, ['repository:admin']);
  refusePathsWithoutGit(repository, rules);
  return context.store.requiredBuilds.putRequiredBuilds(
    { repositoryId: repository.id, rules },
    auditOf(context, 'required_builds.changed', { repository, details: { required: rules.map(inWords) } }),
  );
}

function refusePathsWithoutGit(repository: Repository, rules: readonly RequiredBuilds[]): void {
  const index = rules.findIndex(({ paths }) => paths !== undefined);
  if (index === -1 || repository.gitDirectory !== undefined) return;
  throw invalidFields({
    [`values.${index}.paths`]: [
      `${fullName(repository)} has no Git directory that could tell which files a change touches.`,
    ],
  });
}

/** As the audit tells of it: `main: ci/unit, ci/* when src/** changes`. */
function inWords({ branch, keys, paths }: RequiredBuilds): string {
  return `${branch}: ${keys.join(', ')}${paths === undefined ? '' : ` when ${paths.join(', ')} changes`}`;
}
