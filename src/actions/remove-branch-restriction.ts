import { restrictionNotFound } from '../domain/branch-restriction.ts';
import { fullName } from '../domain/repository.ts';
import { auditOf } from './audit-of.ts';
import { type BranchRestrictionAddress, scopesOfRestrictions } from './branch-restriction-in-context.ts';
import type { ActionContext } from './context.ts';
import { getRepositoryToChange } from './get-repository.ts';

/** Throws not_found for the repository or the restriction. */
export async function removeBranchRestriction(
  context: ActionContext,
  { address, id }: BranchRestrictionAddress,
): Promise<void> {
  const repository = await getRepositoryToChange(context, address, scopesOfRestrictions);
  const wasThere = await context.store.branchRestrictions.removeBranchRestriction(
    { repositoryId: repository.id, id },
    auditOf(context, 'restriction.removed', { repository, subject: String(id) }),
  );
  if (!wasThere) throw restrictionNotFound(fullName(repository), id);
}
