import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { NewRepository, RepositoryChange } from '../../store/repository-store.ts';
import { uuidToBytes } from '../binary.ts';
import { type RepositoriesTable, settingsColumns, toSettings, toSettingsRow } from '../repository-rows.ts';
import type { WriteResults } from '../write-command.ts';

const columns = settingsColumns.join(', ');
const parameters = settingsColumns.map((column) => `:${column}`).join(', ');
const assignments = settingsColumns.map((column) => `${column} = :${column}`).join(', ');

/** Prepares the statements that write repositories; the functions run inside the caller's transaction. */
export function prepareRepositoryWrites(database: DatabaseSync) {
  const insertWorkspace = database.prepare(
    'insert into workspaces (uuid, slug, name, created_on) values (:uuid, :slug, :slug, :createdOn) on conflict (slug) do nothing',
  );
  const insertRepository = database.prepare(`
    insert into repositories (uuid, workspace_id, slug, git_directory, created_on, updated_on, ${columns})
    select :uuid, id, :slug, :gitDirectory, :createdOn, :createdOn, ${parameters} from workspaces where slug = :workspace
    on conflict (workspace_id, slug) where removed_on is null do nothing
    returning workspace_id`);
  const setGitDirectory = database.prepare(
    'update repositories set git_directory = ? where id = ? and git_directory is null and removed_on is null',
  );
  const select = database.prepare('select * from repositories where id = ? and removed_on is null');
  const selectOther = database.prepare(
    'select 1 from repositories where workspace_id = ? and slug = ? and id <> ? and removed_on is null',
  );
  const update = database.prepare(
    `update repositories set slug = :slug, ${assignments}, updated_on = :at where id = :id`,
  );
  const addAlias = database.prepare(`
    insert into repository_aliases (workspace_id, slug, repository_id) values (?, ?, ?)
    on conflict (workspace_id, slug) do update set repository_id = excluded.repository_id`);
  const dropAlias = database.prepare('delete from repository_aliases where workspace_id = ? and slug = ?');

  return {
    add(repository: NewRepository): WriteResults['add_repository'] {
      const { address, uuid, workspaceUuid, settings, gitDirectory, createdOn } = repository;
      insertWorkspace.run({ uuid: uuidToBytes(workspaceUuid), slug: address.workspace, createdOn });
      const inserted = insertRepository.get({
        ...toSettingsRow(settings),
        uuid: uuidToBytes(uuid),
        workspace: address.workspace,
        slug: address.slug,
        gitDirectory: gitDirectory ?? null,
        createdOn,
      });
      // Who asks for the slug from now on means the new repository, not one that had it before.
      if (inserted !== undefined) dropAlias.run(inserted.workspace_id as SQLInputValue, address.slug);
      return { added: inserted !== undefined };
    },

    change({ repositoryId, settings, slug, at }: RepositoryChange): WriteResults['change_repository'] {
      // The columns are those of the row type, in a table that the migrations made.
      const row = select.get(repositoryId) as unknown as RepositoriesTable | undefined;
      if (row === undefined) return 'gone';
      const newSlug = slug ?? row.slug;
      if (selectOther.get(row.workspace_id, newSlug, repositoryId) !== undefined) return 'taken';
      update.run({ ...toSettingsRow({ ...toSettings(row), ...settings }), slug: newSlug, at, id: repositoryId });
      if (newSlug !== row.slug) {
        addAlias.run(row.workspace_id, row.slug, repositoryId);
        dropAlias.run(row.workspace_id, newSlug);
      }
      return 'changed';
    },

    setGitDirectory(repositoryId: number, gitDirectory: string): boolean {
      return setGitDirectory.run(gitDirectory, repositoryId).changes === 1;
    },
  };
}
