import type { DatabaseSync } from 'node:sqlite';
import type { Instant } from '../../domain/instant.ts';

/** From the leaves to the root, so that no row is left pointing at nothing; each with what tells its rows apart. */
const rowKeys = {
  status_events: 'id',
  commit_statuses: 'commit_id, key',
  commits: 'id',
  pull_request_reviewers: 'pull_request_id, position',
  pull_requests: 'id',
  webhook_subscriptions: 'uuid',
  repository_aliases: 'workspace_id, slug',
} as const;

/** Prepares the statements that remove repositories; the functions run inside the caller's transaction. */
export function prepareRepositoryRemoval(database: DatabaseSync) {
  const markRemoved = database.prepare('update repositories set removed_on = ? where id = ? and removed_on is null');
  const selectRemoved = database.prepare('select id from repositories where removed_on is not null limit 1');
  const deleteRepository = database.prepare('delete from repositories where id = ?');
  const deleteRows = Object.entries(rowKeys).map(([table, key]) =>
    database.prepare(`
      delete from ${table} where repository_id = :repositoryId and (${key}) in
        (select ${key} from ${table} where repository_id = :repositoryId limit :limit)`),
  );

  return {
    /** From here on the repository is gone for everybody; its rows are deleted afterwards. */
    markRemoved(repositoryId: number, at: Instant): boolean {
      return markRemoved.run(at, repositoryId).changes === 1;
    },

    /** Deletes at most `limit` rows of a removed repository, or, once it has none left, the repository itself. */
    purge(limit: number): boolean {
      const removed = selectRemoved.get();
      if (removed === undefined) return true;
      const repositoryId = Number(removed.id);
      for (const statement of deleteRows) {
        if (Number(statement.run({ repositoryId, limit }).changes) > 0) return false;
      }
      deleteRepository.run(repositoryId);
      return false;
    },
  };
}
