import type { Kysely } from 'kysely';
import { ServiceError } from '../domain/error.ts';
import type { Dialect } from './dialect.ts';
import type { Tables } from './tables.ts';

/** Told of a repository that was removed after the request had found it. */
export function repositoryIsGone(): ServiceError {
  return new ServiceError('not_found', 'The repository has just been removed.');
}

/**
 * Each write into a repository begins with this, inside its transaction: from here to its end nobody else writes into the
 * repository. Throws not_found when it has been removed.
 */
export async function lockRepository(db: Kysely<Tables>, dialect: Dialect, repositoryId: number): Promise<void> {
  await dialect.lockRepository(repositoryId)?.execute(db);
  const found = db
    .selectFrom('repositories')
    .select('id')
    .where('id', '=', repositoryId)
    .where('removed_on', 'is', null);
  if ((await found.executeTakeFirst()) === undefined) throw repositoryIsGone();
}
