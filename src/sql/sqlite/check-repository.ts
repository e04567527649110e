import type { DatabaseSync } from 'node:sqlite';
import { ServiceError } from '../../domain/error.ts';

/** Throws not_found for a repository that was removed after the request had found it. */
type CheckRepository = (repositoryId: number) => void;

/** Prepares the check that each write into a repository begins with, inside the caller's transaction. */
export function prepareRepositoryCheck(database: DatabaseSync): CheckRepository {
  const selectRepository = database.prepare('select 1 from repositories where id = ? and removed_on is null');
  return (repositoryId) => {
    if (selectRepository.get(repositoryId) !== undefined) return;
    throw new ServiceError('not_found', 'The repository has just been removed.');
  };
}
