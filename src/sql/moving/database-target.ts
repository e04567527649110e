import { type Kysely, sql } from 'kysely';
import { ServiceError } from '../../domain/error.ts';
import { tableLayouts } from '../table-layout.ts';
import type { Tables } from '../tables.ts';
import type { RowSource, RowTarget } from './move-rows.ts';
import { readDatabase } from './read-database.ts';
import type { RowBatch, RowCounts } from './row.ts';

/** The one row of `moves`. */
const theMove = 1;

interface DatabaseTarget {
  /** For people. */
  readonly name: string;
  readonly db: Kysely<Tables>;
  /** Lets the numbers that the database gives begin behind those that are there. */
  readonly continueNumbers: () => Promise<void>;
}

/** Writes rows into a database of the newest schema; each batch, with how far the move is, in one transaction. */
export function createDatabaseTarget({ name, db, continueNumbers }: DatabaseTarget): RowTarget {
  let progress: RowCounts = {};
  return {
    async begin(source: RowSource) {
      const move = await db
        .selectFrom('moves')
        .select(['source', 'progress'])
        .where('id', '=', theMove)
        .executeTakeFirst();
      if (move === undefined) await beginOn(db, name, source);
      else if (move.source !== source.name) {
        throw new ServiceError(
          'conflict',
          `In ${name}, a move from ${move.source} is not finished. Finish it with --from ${move.source}, or empty the database.`,
        );
      }
      // Written by `write`.
      progress = move === undefined ? {} : (JSON.parse(move.progress) as RowCounts);
      return progress;
    },

    async write({ table, rows }: RowBatch) {
      const next = { ...progress, [table.name]: (progress[table.name] ?? 0) + rows.length };
      const written = db.transaction().execute(async (transaction) => {
        // The rows have the columns of the table: they were read by its layout.
        await transaction
          .insertInto(table.name)
          .values(rows as never)
          .execute();
        const update = transaction.updateTable('moves').set({ progress: JSON.stringify(next) });
        await update.where('id', '=', theMove).execute();
      });
      await written.catch((error: unknown) => {
        throw error instanceof ServiceError ? error : refused(name, table.name, error);
      });
      progress = next;
    },

    written: () => readDatabase(db),

    async finish() {
      await continueNumbers();
      await db.deleteFrom('moves').where('id', '=', theMove).execute();
    },

    [Symbol.asyncDispose]: () => db.destroy(),
  };
}

async function beginOn(db: Kysely<Tables>, name: string, source: RowSource): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    for (const table of tableLayouts) {
      const { rows } = await sql`select 1 from ${sql.table(table.name)} limit 1`.execute(transaction);
      if (rows.length === 0) continue;
      throw new ServiceError(
        'conflict',
        `${name} is not empty: it has ${table.name}. Nothing is overwritten; name another target.`,
      );
    }
    await transaction.insertInto('moves').values({ id: theMove, source: source.name, progress: '{}' }).execute();
  });
}

/** Rows that a database cannot hold were not written by another one. */
function refused(name: string, table: string, cause: unknown): ServiceError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new ServiceError('invalid', `${name} takes no such rows of ${table} (${reason}). Is the source whole?`, {
    cause,
  });
}
