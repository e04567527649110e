import { type Kysely, sql } from 'kysely';
import { isUuid } from '../domain/repository.ts';
import type { WorkspaceStore } from '../store/workspace-store.ts';
import { uuidToBytes } from './binary.ts';
import type { Dialect } from './dialect.ts';
import { readPage } from './read-page.ts';
import { toWorkspace } from './repository-rows.ts';
import { workspaceSqlFields } from './repository-sql-fields.ts';
import type { Tables } from './tables.ts';

/** The questions about workspaces. */
export function createWorkspaceReads(db: Kysely<Tables>, dialect: Dialect): WorkspaceStore {
  const workspaces = db.selectFrom('workspaces').selectAll();
  const fields = workspaceSqlFields(dialect);
  return {
    async findWorkspace(identifier) {
      const found = isUuid(identifier)
        ? workspaces.where('uuid', '=', uuidToBytes(identifier))
        : workspaces.where('slug', '=', identifier.toLowerCase());
      const row = await found.executeTakeFirst();
      return row && toWorkspace(row);
    },

    async listWorkspaces(page) {
      const { values, size } = await readPage(workspaces, { fields, order: [sql`workspaces.slug`], dialect }, page);
      return { values: values.map(toWorkspace), size };
    },
  };
}
