import type { Kysely } from 'kysely';
import type { Commit } from '../domain/commit.ts';
import type { CommitRevision } from '../domain/commit-hash.ts';
import { hexToBytes } from './binary.ts';
import { toCommit } from './commit-rows.ts';
import type { Tables } from './tables.ts';

/** The hexadecimal digits of the longest hash, SHA-256. */
const longestHash = 64;

export async function findCommits(
  db: Kysely<Tables>,
  { repositoryId, revision }: { readonly repositoryId: number; readonly revision: CommitRevision },
): Promise<readonly Commit[]> {
  const lowest = hexToBytes(revision.padEnd(revision.length + (revision.length % 2), '0'));
  const highest = hexToBytes(revision.padEnd(longestHash, 'f'));
  const rows = await db
    .selectFrom('commits')
    .select(['hash', 'message', 'author', 'date'])
    .where('repository_id', '=', repositoryId)
    .where('hash', '>=', lowest)
    .where('hash', '<=', highest)
    .limit(2)
    .execute();
  return rows.map(toCommit);
}
