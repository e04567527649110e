import type { DatabaseSync } from 'node:sqlite';
import type { Instant } from '../../domain/instant.ts';
import type { NewRepository } from '../../store/repository-store.ts';
import { uuidToBytes } from '../binary.ts';
import type { WriteResults } from '../write-command.ts';

/** From the leaves to the root, so that no row is left pointing at nothing. */
const tablesOfARepository = ['status_events', 'commit_statuses', 'commits'] as const;

/** What tells the rows of such a table apart within a repository. */
const rowKeys = { status_events: 'id', commit_statuses: 'commit_id, key', commits: 'id' } as const;

/** Prepares the statements that write repositories; the functions run inside the caller's transaction. */
export function prepareRepositoryWrites(database: DatabaseSync) {
  const insertWorkspace = database.prepare(
    'insert into workspaces (uuid, slug, name, created_on) values (:uuid, :slug, :slug, :createdOn) on conflict (slug) do nothing',
  );
  const insertRepository = database.prepare(`
    insert into repositories (uuid, workspace_id, slug, name, git_directory, created_on)
    select :uuid, id, :slug, :slug, :gitDirectory, :createdOn from workspaces where slug = :workspace
    on conflict (workspace_id, slug) where removed_on is null do nothing`);
  const setGitDirectory = database.prepare(
    'update repositories set git_directory = ? where id = ? and git_directory is null and removed_on is null',
  );
  const markRemoved = database.prepare('update repositories set removed_on = ? where id = ? and removed_on is null');
  const selectRemoved = database.prepare('select id from repositories where removed_on is not null limit 1');
  const deleteRepository = database.prepare('delete from repositories where id = ?');
  const deleteRows = tablesOfARepository.map((table) =>
    database.prepare(`
      delete from ${table} where repository_id = :repositoryId and (${rowKeys[table]}) in
        (select ${rowKeys[table]} from ${table} where repository_id = :repositoryId limit :limit)`),
  );

  return {
    add({ address, uuid, workspaceUuid, gitDirectory, createdOn }: NewRepository): WriteResults['add_repository'] {
      insertWorkspace.run({ uuid: uuidToBytes(workspaceUuid), slug: address.workspace, createdOn });
      const { changes } = insertRepository.run({
        uuid: uuidToBytes(uuid),
        workspace: address.workspace,
        slug: address.slug,
        gitDirectory: gitDirectory ?? null,
        createdOn,
      });
      return { added: changes === 1 };
    },

    setGitDirectory(repositoryId: number, gitDirectory: string): boolean {
      return setGitDirectory.run(gitDirectory, repositoryId).changes === 1;
    },

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
