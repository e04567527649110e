import { type Repository, type RepositoryAddress, repositoryNotFound } from '../domain/repository.ts';
import { auditOf } from './audit-of.ts';
import type { ActionContext } from './context.ts';
import { getRepositoryToChange } from './get-repository.ts';

/** Removes the repository with all its statuses and their history, and returns what it was. Throws not_found. */
export async function removeRepository(
  context: Pick<ActionContext, 'store' | 'clock' | 'caller'>,
  address: RepositoryAddress,
): Promise<Repository> {
  const repository = await getRepositoryToChange(context, address, ['repository:admin']);
  const wasThere = await context.store.repositories.removeRepository(
    { repositoryId: repository.id, at: context.clock.now() },
    auditOf(context, 'repository.removed', { repository, subject: repository.uuid }),
  );
  if (!wasThere) throw repositoryNotFound(address);
  return repository;
}
