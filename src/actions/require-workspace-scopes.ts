import { requireScopesAt } from '../domain/access.ts';
import type { Scope } from '../domain/scope.ts';
import type { ActionContext } from './context.ts';

/**
 * Throws forbidden when the caller lacks one of the scopes in the whole workspace; in one that does not exist yet, only a
 * right on the whole server counts.
 */
export async function requireWorkspaceScopes(
  { store, caller }: Pick<ActionContext, 'store' | 'caller'>,
  slug: string,
  scopes: readonly Scope[],
): Promise<void> {
  const workspace = await store.workspaces.findWorkspace(slug);
  requireScopesAt(
    caller,
    workspace === undefined ? { kind: 'server' } : { kind: 'workspace', workspaceId: workspace.id },
    scopes,
  );
}
