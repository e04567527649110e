import type { DatabaseSync } from 'node:sqlite';
import { ServiceError } from '../../domain/error.ts';

/** Prepares the question that every write to a repository begins with, inside the caller's transaction. */
export function prepareRepositoryCheck(database: DatabaseSync): (repositoryId: number) => void {
  const select = database.prepare('select 1 from repositories where id = ? and removed_on is null');
  return (repositoryId) => {
    // The request had found it; it was removed in between.
    if (select.get(repositoryId) === undefined) {
      throw new ServiceError('not_found', 'The repository has just been removed.');
    }
  };
}
