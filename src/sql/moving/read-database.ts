import { type Kysely, type RawBuilder, type SqlBool, sql } from 'kysely';
import { isOfRepository, type TableLayout, tableLayouts } from '../table-layout.ts';
import type { Tables } from '../tables.ts';
import { batchLength, type Row, type RowBatch, type RowCounts } from './row.ts';

/** Counts the rows of every table. */
export async function countRows(db: Kysely<Tables>): Promise<RowCounts> {
  const counts: Partial<Record<TableLayout['name'], number>> = {};
  for (const table of tableLayouts) {
    const { rows } = await sql<{ readonly count: number }>`
      select count(*) as count from ${sql.table(table.name)} where ${isKept(table)}`.execute(db);
    counts[table.name] = Number(rows[0]?.count);
  }
  return counts;
}

/** Reads every table, parents first, in the order of its key, in batches. */
export async function* readDatabase(db: Kysely<Tables>): AsyncGenerator<RowBatch> {
  for (const table of tableLayouts) {
    let rows = await readBatch(db, table, undefined);
    while (rows.length > 0) {
      yield { table, rows };
      rows = rows.length < batchLength ? [] : await readBatch(db, table, rows.at(-1));
    }
  }
}

async function readBatch(db: Kysely<Tables>, table: TableLayout, last: Row | undefined): Promise<readonly Row[]> {
  const columns = sql.join(Object.keys(table.columns).map((column) => sql.ref(column)));
  const key = sql.join(table.key.map((column) => sql.ref(column)));
  const isNext =
    last === undefined
      ? sql<SqlBool>`true`
      : sql<SqlBool>`(${key}) > (${sql.join(table.key.map((name) => last[name]))})`;
  const { rows } = await sql<Row>`select ${columns} from ${sql.table(table.name)}
    where ${isNext} and ${isKept(table)} order by ${key} limit ${batchLength}`.execute(db);
  return rows;
}

/** What is being removed does not come along. */
function isKept(table: TableLayout): RawBuilder<SqlBool> {
  if (table.name === 'repositories') return sql`removed_on is null`;
  return isOfRepository(table)
    ? // Rights in no repository have a 0 there.
      sql`(repository_id = 0 or repository_id in (select id from repositories where removed_on is null))`
    : sql`true`;
}
