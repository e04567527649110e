import { restrictionNotFound } from '../domain/branch-restriction.ts';
import { fullName } from '../domain/repository.ts';
import {
  type BranchRestrictionAddress,
  type BranchRestrictionInContext,
  scopesOfRestrictions,
} from './branch-restriction-in-context.ts';
import type { ActionContext } from './context.ts';
import { getRepository } from './get-repository.ts';

/** Throws not_found for the repository or the restriction. */
export async function getBranchRestriction(
  context: ActionContext,
  { address, id }: BranchRestrictionAddress,
): Promise<BranchRestrictionInContext> {
  const repository = await getRepository(context, address, scopesOfRestrictions);
  const restriction = await context.store.branchRestrictions.findBranchRestriction({ repositoryId: repository.id, id });
  if (restriction === undefined) throw restrictionNotFound(fullName(repository), id);
  return { repository, restriction };
}
