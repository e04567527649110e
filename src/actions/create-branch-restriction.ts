import {
  type BranchRestrictionSettings,
  completeRestriction,
  restrictionIsTaken,
} from '../domain/branch-restriction.ts';
import type { RepositoryAddress } from '../domain/repository.ts';
import {
  auditOfRestriction,
  type BranchRestrictionInContext,
  scopesOfRestrictions,
} from './branch-restriction-in-context.ts';
import type { ActionContext } from './context.ts';
import { getRepositoryToChange } from './get-repository.ts';

/** Throws not_found for the repository, invalid when something is missing, conflict when there is such a one. */
export async function createBranchRestriction(
  context: ActionContext,
  { address, settings: told }: { readonly address: RepositoryAddress; readonly settings: BranchRestrictionSettings },
): Promise<BranchRestrictionInContext> {
  const repository = await getRepositoryToChange(context, address, scopesOfRestrictions);
  const settings = completeRestriction(told);
  const restriction = await context.store.branchRestrictions.addBranchRestriction(
    { repositoryId: repository.id, settings },
    auditOfRestriction(context, 'created', { repository, settings }),
  );
  if (restriction === 'taken') throw restrictionIsTaken();
  return { repository, restriction };
}
