import type { BranchRestriction, RestrictionKind } from '../domain/branch-restriction.ts';
import type { Repository, RepositoryAddress } from '../domain/repository.ts';
import type { Page } from '../query/page.ts';
import { scopesOfRestrictions } from './branch-restriction-in-context.ts';
import type { ActionContext } from './context.ts';
import { getRepository } from './get-repository.ts';

/** Oldest first. Throws not_found for the repository. */
export async function listBranchRestrictions(
  context: ActionContext,
  {
    address,
    ...query
  }: {
    readonly address: RepositoryAddress;
    readonly kind?: RestrictionKind | undefined;
    readonly pattern?: string | undefined;
    readonly offset: number;
    readonly limit: number;
  },
): Promise<Page<BranchRestriction> & { readonly repository: Repository }> {
  const repository = await getRepository(context, address, scopesOfRestrictions);
  const page = await context.store.branchRestrictions.listBranchRestrictions({ repositoryId: repository.id, ...query });
  return { repository, ...page };
}
