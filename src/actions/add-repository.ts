import { ServiceError } from '../domain/error.ts';
import { fullName, parseNewRepositoryAddress, type Repository, type RepositoryAddress } from '../domain/repository.ts';
import { auditOf } from './audit-of.ts';
import type { ActionContext } from './context.ts';
import { getRepositoryToChange } from './get-repository.ts';
import { auditOfNewRepository, newRepository } from './new-repository.ts';

/**
 * Adds a repository, or ties one that has no Git directory yet to one. Doing the same again changes nothing. Throws
 * conflict when there is nothing to add or to tie, invalid when its name cannot be one.
 */
export async function addRepository(
  context: Pick<ActionContext, 'store' | 'clock' | 'caller'>,
  input: { readonly address: RepositoryAddress; readonly gitDirectory?: string | undefined },
): Promise<{ readonly repository: Repository; readonly added: boolean }> {
  const address = parseNewRepositoryAddress(input.address);
  const { gitDirectory } = input;
  const { repositories } = context.store;
  const begun = { ...newRepository(context, address), gitDirectory };
  const { added } = await repositories.addRepository(begun, auditOfNewRepository(context, begun));
  const repository = await getRepositoryToChange(context, address, []);
  if (added) return { repository, added };

  if (gitDirectory === undefined) throw new ServiceError('conflict', `${fullName(repository)} is there already.`);
  if (repository.gitDirectory === gitDirectory) return { repository, added };
  const audit = auditOf(context, 'repository.updated', {
    repository,
    subject: repository.uuid,
    details: { git_directory: gitDirectory },
  });
  const tied = await repositories.setGitDirectory({ repositoryId: repository.id, gitDirectory }, audit);
  if (!tied) {
    const tiedTo = repository.gitDirectory ?? 'another Git directory';
    throw new ServiceError('conflict', `${fullName(repository)} is there already, tied to ${tiedTo}.`);
  }
  return { repository: { ...repository, gitDirectory }, added };
}
