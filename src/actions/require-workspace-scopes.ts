import { hasScopeAt, requireScopesAt } from '../domain/access.ts';
import { type WholePlace, wholeServer } from '../domain/place.ts';
import type { Scope } from '../domain/scope.ts';
import type { ActionContext } from './context.ts';

type Context = Pick<ActionContext, 'store' | 'caller'>;

/**
 * Throws forbidden when the caller lacks one of the scopes in the whole workspace; in one that does not exist yet, only a
 * right on the whole server counts.
 */
export async function requireWorkspaceScopes(
  context: Context,
  workspace: string,
  scopes: readonly Scope[],
): Promise<void> {
  requireScopesAt(context.caller, await placeOf(context, workspace), scopes);
}

/** Whether that would not throw. */
export async function hasWorkspaceScope(context: Context, workspace: string, scope: Scope): Promise<boolean> {
  return hasScopeAt(context.caller, await placeOf(context, workspace), scope);
}

async function placeOf({ store }: Context, identifier: string): Promise<WholePlace> {
  const workspace = await store.workspaces.findWorkspace(identifier);
  return workspace === undefined ? wholeServer : { kind: 'workspace', workspaceId: workspace.id };
}
