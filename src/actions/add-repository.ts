import { ServiceError } from '../domain/error.ts';
import { fullName, parseNewRepositoryAddress, type Repository, type RepositoryAddress } from '../domain/repository.ts';
import type { PolicyChanges } from '../domain/repository-policy.ts';
import { auditOf } from './audit-of.ts';
import { changePolicyOf } from './change-policy.ts';
import type { ActionContext } from './context.ts';
import { getRepositoryToChange } from './get-repository.ts';
import { auditOfNewRepository, newRepository } from './new-repository.ts';

type Context = Pick<ActionContext, 'store' | 'clock' | 'caller'>;

export interface RepositoryToAdd {
  readonly address: RepositoryAddress;
  readonly gitDirectory?: string | undefined;
  /** Absent: public when it is new, else as it is. */
  readonly isPrivate?: boolean | undefined;
  /** Absent: it stays as it is. */
  readonly policy?: PolicyChanges | undefined;
}

/**
 * Adds a repository, or ties one that has no Git directory yet to one, makes it private or public, or changes its policy. Doing the same again changes
 * nothing. Throws conflict when there is nothing to add or to change, or when it is tied to another Git directory, invalid when
 * its name cannot be one.
 */
export async function addRepository(
  context: Context,
  { gitDirectory, isPrivate, policy, ...input }: RepositoryToAdd,
): Promise<{ readonly repository: Repository; readonly added: boolean }> {
  const address = parseNewRepositoryAddress(input.address);
  const { repositories } = context.store;
  const settings = isPrivate === undefined ? {} : { isPrivate };
  const begun = { ...newRepository(context, address, settings), gitDirectory };
  const { added } = await repositories.addRepository(begun, auditOfNewRepository(context, begun));
  const repository = await getRepositoryToChange(context, address, []);
  if (policy !== undefined) await changePolicyOf(context, repository, policy);
  if (added) return { repository, added };

  if (gitDirectory === undefined && isPrivate === undefined && policy === undefined) {
    throw new ServiceError('conflict', `${fullName(repository)} is there already.`);
  }
  if (gitDirectory !== undefined) await tie(context, repository, gitDirectory);
  if (isPrivate !== undefined && isPrivate !== repository.isPrivate) {
    const audit = auditOf(context, 'repository.updated', {
      repository,
      subject: repository.uuid,
      details: { is_private: isPrivate },
    });
    await repositories.changeRepository({ repositoryId: repository.id, settings, at: context.clock.now() }, audit);
  }
  return { repository: await getRepositoryToChange(context, address, []), added };
}

async function tie(context: Context, repository: Repository, gitDirectory: string): Promise<void> {
  if (repository.gitDirectory === gitDirectory) return;
  const audit = auditOf(context, 'repository.updated', {
    repository,
    subject: repository.uuid,
    details: { git_directory: gitDirectory },
  });
  const change = { repositoryId: repository.id, gitDirectory };
  const tied = await context.store.repositories.setGitDirectory(change, audit);
  if (tied) return;
  const tiedTo = repository.gitDirectory ?? 'another Git directory';
  throw new ServiceError('conflict', `${fullName(repository)} is there already, tied to ${tiedTo}.`);
}
