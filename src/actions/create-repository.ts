import { invalidFields } from '../domain/error.ts';
import type { Repository, RepositoryAddress } from '../domain/repository.ts';
import type { RepositorySettingsChange } from '../domain/repository-settings.ts';
import type { ActionContext } from './context.ts';
import { getRepositoryToChange } from './get-repository.ts';
import { auditOfNewRepository, newRepository } from './new-repository.ts';
import { parseNewAddress } from './parse-new-address.ts';
import { requireWorkspaceScopes } from './require-workspace-scopes.ts';

/**
 * Throws forbidden without the scope `repository:admin` in the workspace, invalid when the name is blank or the slug cannot be
 * one or is taken, not_found for the UUID of a workspace that nobody has.
 */
export async function createRepository(
  context: ActionContext,
  { address, settings }: { readonly address: RepositoryAddress; readonly settings: RepositorySettingsChange },
): Promise<Repository> {
  if (settings.name?.trim() === '') throw invalidFields({ name: ['This field may not be blank.'] });
  const parsed = await parseNewAddress(context, address);
  await requireWorkspaceScopes(context, parsed.workspace, ['repository:admin']);
  const repository = newRepository(context, parsed, settings);
  const audit = auditOfNewRepository(context, repository);
  const { added } = await context.store.repositories.addRepository(repository, audit);
  if (!added) throw slugIsTaken();
  return getRepositoryToChange(context, parsed, []);
}

/** Bitbucket's answer to a second repository of the same name. */
export function slugIsTaken() {
  return invalidFields({ slug: ['Repository with this Slug and Owner already exists.'] });
}
