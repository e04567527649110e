import { type Kysely, sql } from 'kysely';
import type { BranchRestrictionStore } from '../store/branch-restriction-store.ts';
import { toBranchRestriction } from './branch-restriction-rows.ts';
import type { Dialect } from './dialect.ts';
import { readPage } from './read-page.ts';
import { columnsOf } from './table-layout.ts';
import type { Tables } from './tables.ts';

type Reads = Pick<
  BranchRestrictionStore,
  'findBranchRestriction' | 'listBranchRestrictions' | 'listBranchRestrictionsOf'
>;

/** The questions about branch restrictions. */
export function createBranchRestrictionReads(db: Kysely<Tables>, dialect: Dialect): Reads {
  const ofRepository = (repositoryId: number) =>
    db
      .selectFrom('branch_restrictions')
      .select(columnsOf('branch_restrictions'))
      .where('repository_id', '=', repositoryId);
  return {
    async findBranchRestriction({ repositoryId, id }) {
      const row = await ofRepository(repositoryId).where('id', '=', id).executeTakeFirst();
      return row && toBranchRestriction(row);
    },

    async listBranchRestrictions({ repositoryId, kind, pattern, ...page }) {
      let found = ofRepository(repositoryId);
      if (kind !== undefined) found = found.where('kind', '=', kind);
      if (pattern !== undefined) found = found.where('pattern', '=', pattern);
      const { values, size } = await readPage(found, { fields: {}, order: [sql`id`], dialect }, page);
      return { values: values.map(toBranchRestriction), size };
    },

    async listBranchRestrictionsOf({ repositoryId, kinds }) {
      const found = ofRepository(repositoryId).where('kind', 'in', kinds).orderBy('id');
      return (await found.execute()).map(toBranchRestriction);
    },
  };
}
