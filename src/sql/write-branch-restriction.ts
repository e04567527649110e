import { type Kysely, sql } from 'kysely';
import { type BranchRestriction, completeRestriction } from '../domain/branch-restriction.ts';
import type {
  BranchRestrictionChange,
  BranchRestrictionQuery,
  NewBranchRestriction,
} from '../store/branch-restriction-store.ts';
import { toBranchRestriction, toBranchRestrictionRow } from './branch-restriction-rows.ts';
import type { Dialect } from './dialect.ts';
import { lockRepository } from './lock-repository.ts';
import { columnsOf } from './table-layout.ts';
import type { Tables } from './tables.ts';
import type { WriteResults } from './write-command.ts';

/** Writes branch restrictions, inside the caller's transaction. */
export function createBranchRestrictionWrites(db: Kysely<Tables>, dialect: Dialect) {
  const ofRepository = (repositoryId: number) =>
    db.selectFrom('branch_restrictions').where('repository_id', '=', repositoryId);

  /** Whether another of the same kind is for the same branches. */
  async function isTaken(repositoryId: number, restriction: Omit<BranchRestriction, 'id'>, ownId = 0) {
    const { kind, branch_match_kind, branch_type, pattern } = toBranchRestrictionRow(repositoryId, {
      ...restriction,
      id: ownId,
    });
    const same = await ofRepository(repositoryId)
      .select('id')
      .where('id', '<>', ownId)
      .where('kind', '=', kind)
      .where('branch_match_kind', '=', branch_match_kind)
      .where('pattern', '=', pattern)
      .where('branch_type', 'is not distinct from', branch_type)
      .executeTakeFirst();
    return same !== undefined;
  }

  /** Counts on from the last one that there ever was. */
  async function nextId(repositoryId: number): Promise<number> {
    const { last_restriction_id: id } = await db
      .insertInto('repository_policies')
      .values({ repository_id: repositoryId, last_restriction_id: 1, pruned_through: 0 })
      .onConflict((conflict) =>
        conflict
          .column('repository_id')
          .doUpdateSet({ last_restriction_id: sql`repository_policies.last_restriction_id + 1` }),
      )
      .returning('last_restriction_id')
      .executeTakeFirstOrThrow();
    return id;
  }

  return {
    async add({ repositoryId, settings }: NewBranchRestriction): Promise<WriteResults['add_branch_restriction']> {
      await lockRepository(db, dialect, repositoryId);
      if (await isTaken(repositoryId, settings)) return 'taken';
      const added = { ...settings, id: await nextId(repositoryId) };
      await db.insertInto('branch_restrictions').values(toBranchRestrictionRow(repositoryId, added)).execute();
      return added;
    },

    async change(change: BranchRestrictionChange): Promise<WriteResults['change_branch_restriction']> {
      const { repositoryId, id, settings } = change;
      await lockRepository(db, dialect, repositoryId);
      const found = ofRepository(repositoryId).select(columnsOf('branch_restrictions')).where('id', '=', id);
      const row = await found.executeTakeFirst();
      if (row === undefined) return undefined;
      const changed = completeRestriction({ ...toBranchRestriction(row), ...settings });
      if (await isTaken(repositoryId, changed, id)) return 'taken';
      await db
        .updateTable('branch_restrictions')
        .set(toBranchRestrictionRow(repositoryId, changed))
        .where('repository_id', '=', repositoryId)
        .where('id', '=', id)
        .execute();
      return changed;
    },

    async remove({ repositoryId, id }: BranchRestrictionQuery): Promise<WriteResults['remove_branch_restriction']> {
      const { numDeletedRows } = await db
        .deleteFrom('branch_restrictions')
        .where('repository_id', '=', repositoryId)
        .where('id', '=', id)
        .executeTakeFirst();
      return numDeletedRows === 1n;
    },
  };
}
