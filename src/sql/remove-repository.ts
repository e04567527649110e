import { type Kysely, sql } from 'kysely';
import type { Instant } from '../domain/instant.ts';
import type { Dialect } from './dialect.ts';
import { isOfRepository, tableLayouts } from './table-layout.ts';
import type { Tables } from './tables.ts';
import type { WriteResults } from './write-command.ts';

/** From the leaves to the root, so that no row is left pointing at nothing. */
const tablesOfRepository = tableLayouts.filter(isOfRepository).toReversed();

/** Removes repositories, inside the caller's transaction. */
export function createRepositoryRemoval(db: Kysely<Tables>, dialect: Dialect) {
  return {
    /** From here on the repository is gone for everybody; its rows are deleted afterwards. */
    async markRemoved(repositoryId: number, at: Instant): Promise<WriteResults['mark_repository_removed']> {
      // Whoever is renaming it, or writing into it, has finished by then. Nobody takes the two in the other order.
      await dialect.lockRegistry()?.execute(db);
      await dialect.lockRepository(repositoryId)?.execute(db);
      const { numUpdatedRows } = await db
        .updateTable('repositories')
        .set({ removed_on: at })
        .where('id', '=', repositoryId)
        .where('removed_on', 'is', null)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },

    /** Deletes at most `limit` rows of a removed repository, or, once it has none left, the repository itself. */
    async purge(limit: number): Promise<WriteResults['purge_removed_repositories']> {
      const found = db.selectFrom('repositories').select('id').where('removed_on', 'is not', null).limit(1);
      const removed = await found.executeTakeFirst();
      if (removed === undefined) return true;
      await dialect.lockRepository(removed.id)?.execute(db);
      for (const { name, key: columns } of tablesOfRepository) {
        const table = sql.table(name);
        const key = sql.join(columns.map((column) => sql.ref(column)));
        const { numAffectedRows = 0n } = await sql`
          delete from ${table} where repository_id = ${removed.id} and (${key}) in
            (select ${key} from ${table} where repository_id = ${removed.id} limit ${limit})`.execute(db);
        if (numAffectedRows > 0n) return false;
      }
      await db.deleteFrom('repositories').where('id', '=', removed.id).execute();
      return false;
    },
  };
}
