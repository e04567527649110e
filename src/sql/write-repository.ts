import type { Kysely } from 'kysely';
import type { NewRepository, RepositoryChange } from '../store/repository-store.ts';
import { uuidToBytes } from './binary.ts';
import type { Dialect } from './dialect.ts';
import { settingsColumns, toSettings, toSettingsRow } from './repository-rows.ts';
import type { Tables } from './tables.ts';
import type { WriteResults } from './write-command.ts';

/** Writes repositories and their workspaces, inside the caller's transaction. */
export function createRepositoryWrites(db: Kysely<Tables>, dialect: Dialect) {
  function dropAlias(workspaceId: number, slug: string) {
    return db
      .deleteFrom('repository_aliases')
      .where('workspace_id', '=', workspaceId)
      .where('slug', '=', slug)
      .execute();
  }

  async function findOrAddWorkspace({ address, workspaceUuid, createdOn }: NewRepository): Promise<number> {
    const find = () =>
      db.selectFrom('workspaces').select('id').where('slug', '=', address.workspace).executeTakeFirst();
    const slug = address.workspace;
    const known = await find();
    if (known !== undefined) return known.id;
    const row = { uuid: uuidToBytes(workspaceUuid), slug, name: slug, created_on: createdOn };
    return (await db.insertInto('workspaces').values(row).returning('id').executeTakeFirstOrThrow()).id;
  }

  function findBySlug(workspaceId: number, slug: string) {
    return db
      .selectFrom('repositories')
      .select('id')
      .where('workspace_id', '=', workspaceId)
      .where('slug', '=', slug)
      .where('removed_on', 'is', null)
      .executeTakeFirst();
  }

  return {
    async add(repository: NewRepository): Promise<WriteResults['add_repository']> {
      await dialect.lockRegistry()?.execute(db);
      const workspaceId = await findOrAddWorkspace(repository);
      const { address, uuid, settings, gitDirectory, createdOn } = repository;
      const existing = await findBySlug(workspaceId, address.slug);
      if (existing !== undefined) return { added: false, repositoryId: existing.id };
      const row = {
        ...toSettingsRow(settings),
        uuid: uuidToBytes(uuid),
        workspace_id: workspaceId,
        slug: address.slug,
        git_directory: gitDirectory ?? null,
        created_on: createdOn,
        updated_on: createdOn,
      };
      const inserted = db.insertInto('repositories').values(row).returning('id');
      const { id: repositoryId } = await inserted.executeTakeFirstOrThrow();
      // Who asks for the slug from now on means the new repository, not one that had it before.
      await dropAlias(workspaceId, address.slug);
      return { added: true, repositoryId };
    },

    async change({ repositoryId, settings, slug, at }: RepositoryChange): Promise<WriteResults['change_repository']> {
      await dialect.lockRegistry()?.execute(db);
      const row = await db
        .selectFrom('repositories')
        .select(['workspace_id', 'slug', ...settingsColumns])
        .where('id', '=', repositoryId)
        .where('removed_on', 'is', null)
        .executeTakeFirst();
      if (row === undefined) return 'gone';
      const newSlug = slug ?? row.slug;
      const other = await findBySlug(row.workspace_id, newSlug);
      if (other !== undefined && other.id !== repositoryId) return 'taken';
      await db
        .updateTable('repositories')
        .set({ ...toSettingsRow({ ...toSettings(row), ...settings }), slug: newSlug, updated_on: at })
        .where('id', '=', repositoryId)
        .execute();
      if (newSlug !== row.slug) {
        const alias = { workspace_id: row.workspace_id, slug: row.slug, repository_id: repositoryId };
        await db
          .insertInto('repository_aliases')
          .values(alias)
          .onConflict((conflict) =>
            conflict.columns(['workspace_id', 'slug']).doUpdateSet({ repository_id: repositoryId }),
          )
          .execute();
        await dropAlias(row.workspace_id, newSlug);
      }
      return 'changed';
    },

    async setGitDirectory(repositoryId: number, gitDirectory: string): Promise<WriteResults['set_git_directory']> {
      const { numUpdatedRows } = await db
        .updateTable('repositories')
        .set({ git_directory: gitDirectory })
        .where('id', '=', repositoryId)
        .where('git_directory', 'is', null)
        .where('removed_on', 'is', null)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },
  };
}
