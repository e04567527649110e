import { type Kysely, sql } from 'kysely';
import { isUuid } from '../domain/repository.ts';
import type { WorkspaceStore } from '../store/workspace-store.ts';
import { uuidToBytes } from './binary.ts';
import type { Dialect } from './dialect.ts';
import { rankAmong, touchesRange } from './reach-condition.ts';
import { readPage } from './read-page.ts';
import { toWorkspace } from './repository-rows.ts';
import { workspaceSqlFields } from './repository-sql-fields.ts';
import type { Tables } from './tables.ts';

const order = [sql`workspaces.slug`];

/** The questions about workspaces. */
export function createWorkspaceReads(db: Kysely<Tables>, dialect: Dialect): WorkspaceStore {
  const workspaces = db.selectFrom('workspaces').selectAll();
  const fields = workspaceSqlFields(dialect);
  return {
    async findWorkspace(identifier, range) {
      const found = isUuid(identifier)
        ? workspaces.where('uuid', '=', uuidToBytes(identifier))
        : workspaces.where('slug', '=', identifier.toLowerCase());
      const row = await (range === undefined ? found : found.where(touchesRange(range))).executeTakeFirst();
      return row && toWorkspace(row);
    },

    async listWorkspaces({ ranges = [], ...page }) {
      let found = workspaces;
      for (const range of ranges) if (range.reach !== 'everything') found = found.where(touchesRange(range));
      const { values, size } = await readPage(found, { fields, order, dialect }, page);
      return { values: values.map(toWorkspace), size };
    },

    async listRankedWorkspaces({ reaches, ...page }) {
      const rank = rankAmong(reaches, (reach) => touchesRange({ includesPublic: false, reach }));
      const found = workspaces.select(rank.$notNull().as('rank')).where(rank, 'is not', null);
      const ranked = { fields: { ...fields, rank: { value: rank } }, order, dialect };
      const { values, size } = await readPage(found, ranked, page);
      return { values: values.map((row) => ({ value: toWorkspace(row), rank: row.rank })), size };
    },
  };
}
