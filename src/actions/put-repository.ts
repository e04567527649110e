import type { NewAuditEvent } from '../domain/audit-event.ts';
import { isUuid, type Repository, type RepositoryAddress, repositoryNotFound } from '../domain/repository.ts';
import { changeProject, type RepositorySettingsChange } from '../domain/repository-settings.ts';
import { slugOfName } from '../domain/slug.ts';
import { auditOf } from './audit-of.ts';
import type { ActionContext } from './context.ts';
import { createRepository, slugIsTaken } from './create-repository.ts';
import { findRepositoryToChange, getRepositoryToChange } from './get-repository.ts';
import { hasWorkspaceScope } from './require-workspace-scopes.ts';

export interface RepositoryToPut {
  readonly address: RepositoryAddress;
  readonly settings: RepositorySettingsChange;
}

/**
 * Changes the settings that were sent, or creates the repository. Another name gives it another slug; the old one keeps
 * answering for reads. Throws invalid when the slug cannot be one or is taken, not_found for a UUID that nobody has, and where
 * the caller may not create it.
 */
export async function putRepository(
  context: ActionContext,
  input: RepositoryToPut,
): Promise<{ readonly repository: Repository; readonly created: boolean }> {
  const { address, settings } = input;
  const existing = await findRepositoryToChange(context, address, ['repository:admin']);
  if (existing !== undefined) return { repository: await change(context, existing, settings), created: false };
  // Whoever may not make it learns no more of one that is not there than of one that is hidden.
  const mayCreate = await hasWorkspaceScope(context, address.workspace, 'repository:admin');
  if (isUuid(address.slug) || !mayCreate) throw repositoryNotFound(address);
  return { repository: await createRepository(context, input), created: true };
}

async function change(
  context: ActionContext,
  repository: Repository,
  settings: RepositorySettingsChange,
): Promise<Repository> {
  const isRenamed = settings.name !== undefined && settings.name !== repository.name;
  const slug = isRenamed ? slugOfName(settings.name) : repository.slug;
  const result = await context.store.repositories.changeRepository(
    {
      repositoryId: repository.id,
      settings: { ...settings, project: changeProject(repository.project, settings.project) },
      slug,
      at: context.clock.now(),
    },
    auditOfChange(context, repository, slug, settings),
  );
  const address = { workspace: repository.workspace.slug, slug };
  if (result === 'taken') throw slugIsTaken();
  if (result === 'gone') throw repositoryNotFound(address);
  return getRepositoryToChange(context, address, []);
}

function auditOfChange(
  context: ActionContext,
  repository: Repository,
  slug: string,
  { isPrivate }: RepositorySettingsChange,
): NewAuditEvent {
  const isRenamed = slug !== repository.slug;
  const details = {
    ...(isRenamed && { new_name: `${repository.workspace.slug}/${slug}` }),
    ...(isPrivate !== undefined && isPrivate !== repository.isPrivate && { is_private: isPrivate }),
  };
  const action = isRenamed ? 'repository.renamed' : 'repository.updated';
  return auditOf(context, action, { repository, subject: repository.uuid, details });
}
