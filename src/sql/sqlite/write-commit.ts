import type { DatabaseSync } from 'node:sqlite';
import type { Commit } from '../../domain/commit.ts';
import type { CommitHash } from '../../domain/commit-hash.ts';
import type { Instant } from '../../domain/instant.ts';
import { hexToBytes } from '../binary.ts';

/** Prepares the statements that remember commits; the functions run inside the caller's transaction. */
export function prepareCommitWrites(database: DatabaseSync) {
  const selectCommit = database.prepare(
    'select id, message is not null as has_details from commits where repository_id = ? and hash = ?',
  );
  const insertCommit = database.prepare(`
    insert into commits (repository_id, id, hash, message, author, date, seen_on)
    values (:repositoryId, (select coalesce(max(id), 0) + 1 from commits where repository_id = :repositoryId),
      :hash, :message, :author, :date, :at)
    returning id`);
  const setDetails = database.prepare(
    'update commits set message = ?, author = ?, date = ? where repository_id = ? and id = ?',
  );

  return {
    findCommitId(repositoryId: number, hash: CommitHash): number | undefined {
      const known = selectCommit.get(repositoryId, hexToBytes(hash));
      return known && Number(known.id);
    },

    /** The commit's small number, given on first sight. Details are added when they become known. */
    putCommit(repositoryId: number, { hash, details }: Commit, at: Instant): number {
      const known = selectCommit.get(repositoryId, hexToBytes(hash));
      if (known === undefined) {
        const { message = null, author = null, date = null } = details ?? {};
        const inserted = insertCommit.get({ repositoryId, hash: hexToBytes(hash), message, author, date, at });
        return Number(inserted?.id);
      }
      const id = Number(known.id);
      if (details !== undefined && known.has_details === 0) {
        setDetails.run(details.message, details.author, details.date, repositoryId, id);
      }
      return id;
    },
  };
}
