import { requireScopeAnywhere, requireSignIn } from '../domain/access.ts';
import type { RepositoryRange } from '../domain/reach.ts';
import type { Repository } from '../domain/repository.ts';
import { type RepositoryRole, reachOfRole, readableRange } from '../domain/repository-role.ts';
import type { Page, PageQuery } from '../query/page.ts';
import type { RepositoryField } from '../query/repository-fields.ts';
import type { ActionContext } from './context.ts';
import { getWorkspace } from './get-workspace.ts';

export interface RepositoriesToList extends PageQuery<RepositoryField> {
  /** Absent: all of the server. */
  readonly workspace?: string | undefined;
  /** Only those in which the caller has it. */
  readonly role?: RepositoryRole | undefined;
}

/**
 * The repositories that the caller may read. Throws not_found for the workspace, unauthenticated when nobody asks for those of a
 * role, forbidden when none of the caller's rights is one to read.
 */
export async function listRepositories(
  context: Pick<ActionContext, 'store' | 'caller'>,
  { workspace, role, ...page }: RepositoriesToList,
): Promise<Page<Repository>> {
  requireScopeAnywhere(context.caller, 'repository');
  const ranges = rangesOf(context, role);
  const { repositories } = context.store;
  if (workspace === undefined) return repositories.listRepositories({ ranges, ...page });
  const { id } = await getWorkspace(context, workspace);
  return repositories.listRepositories({ workspaceId: id, ranges, ...page });
}

function rangesOf(
  { caller }: Pick<ActionContext, 'caller'>,
  role: RepositoryRole | undefined,
): readonly RepositoryRange[] {
  const readable = readableRange(caller);
  if (role === undefined) return [readable];
  return [readable, { includesPublic: false, reach: reachOfRole(requireSignIn(caller), role) }];
}
