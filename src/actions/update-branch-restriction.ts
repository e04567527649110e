import {
  type BranchRestrictionSettings,
  restrictionIsTaken,
  restrictionNotFound,
} from '../domain/branch-restriction.ts';
import { fullName } from '../domain/repository.ts';
import {
  auditOfRestriction,
  type BranchRestrictionAddress,
  type BranchRestrictionInContext,
  scopesOfRestrictions,
} from './branch-restriction-in-context.ts';
import type { ActionContext } from './context.ts';
import { getRepositoryToChange } from './get-repository.ts';

/**
 * Changes the settings that were sent, and no other. Throws not_found for the repository or the restriction, invalid when
 * something is missing then, conflict when there is such a one.
 */
export async function updateBranchRestriction(
  context: ActionContext,
  { address, id, settings }: BranchRestrictionAddress & { readonly settings: Partial<BranchRestrictionSettings> },
): Promise<BranchRestrictionInContext> {
  const repository = await getRepositoryToChange(context, address, scopesOfRestrictions);
  const restriction = await context.store.branchRestrictions.changeBranchRestriction(
    { repositoryId: repository.id, id, settings },
    auditOfRestriction(context, 'updated', { repository, id, settings }),
  );
  if (restriction === undefined) throw restrictionNotFound(fullName(repository), id);
  if (restriction === 'taken') throw restrictionIsTaken();
  return { repository, restriction };
}
