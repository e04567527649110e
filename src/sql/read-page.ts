import { type OrderByExpression, type SelectQueryBuilder, sql } from 'kysely';
import type { Page, PageQuery } from '../query/page.ts';
import type { Dialect } from './dialect.ts';
import { type SqlFields, toCondition } from './sql-fields.ts';

/** How a collection is searched and put in order. */
export interface Collection<Db, Table extends keyof Db, Field extends string> {
  readonly fields: SqlFields<Field>;
  /** The order when none is asked for; after a sort, what settles its ties. The last one tells all rows apart. */
  readonly order: readonly OrderByExpression<Db, Table, unknown>[];
  readonly dialect: Dialect;
}

/**
 * How many there are on all pages, when one more was asked for than the page holds and did not come. A page beyond the end
 * does not tell.
 */
export function sizeFrom(
  found: number,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): number | undefined {
  const endsHere = found <= limit && (found > 0 || offset === 0);
  return endsHere ? offset + found : undefined;
}

/** Reads one page of the rows, and counts all of them when this page does not show their end. */
export async function readPage<Db, Table extends keyof Db, Row, Field extends string>(
  rows: SelectQueryBuilder<Db, Table, Row>,
  { fields, order, dialect }: Collection<Db, Table, Field>,
  { filter, sort, offset, limit }: PageQuery<Field>,
): Promise<Page<Row>> {
  const found = filter === undefined ? rows : rows.where(toCondition(filter, fields, dialect));
  let ordered = found;
  if (sort !== undefined) {
    // Without a value comes first, on every database.
    const { value, sortValue = value } = fields[sort.field];
    ordered = ordered.orderBy(sortValue, (by) => (sort.descending ? by.desc().nullsLast() : by.asc().nullsFirst()));
  }
  for (const by of order) ordered = ordered.orderBy(by);
  const rowsFound = await ordered
    .limit(limit + 1)
    .offset(offset)
    .execute();
  const values = rowsFound.slice(0, limit);
  const size = sizeFrom(rowsFound.length, { offset, limit });
  if (size !== undefined) return { values, size };
  const counted = found.clearSelect().select(sql`count(*)`.as('size')).$castTo<{ readonly size: number }>();
  return { values, size: Number((await counted.executeTakeFirstOrThrow()).size) };
}
