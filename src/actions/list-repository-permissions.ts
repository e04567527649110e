import { requireScopeAnywhere, requireSignIn } from '../domain/access.ts';
import { permissionLevels } from '../domain/permission.ts';
import type { Repository } from '../domain/repository.ts';
import { reachOfLevel } from '../domain/repository-role.ts';
import type { Page, PageQuery } from '../query/page.ts';
import type { RepositoryField } from '../query/repository-fields.ts';
import type { Ranked } from '../store/ranked.ts';
import type { ActionContext } from './context.ts';

/**
 * The repositories in which the caller has a right, each with the place of the level among `permissionLevels`. Being public is
 * no right. Throws unauthenticated when nobody asks, forbidden without the scope `account`.
 */
export async function listRepositoryPermissions(
  { store, caller }: Pick<ActionContext, 'store' | 'caller'>,
  page: PageQuery<RepositoryField | 'rank'>,
): Promise<Page<Ranked<Repository>>> {
  requireScopeAnywhere(requireSignIn(caller), 'account');
  const reaches = permissionLevels.map((level) => reachOfLevel(caller, level));
  return store.repositories.listRankedRepositories({ reaches, ...page });
}
