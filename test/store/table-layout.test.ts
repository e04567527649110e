import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { migrate } from '../../src/sql/sqlite/migrate.ts';
import { type ColumnKind, tableLayouts } from '../../src/sql/table-layout.ts';
import { runSql } from '../support/databases.ts';
import { createTestDatabase } from '../support/test-database.ts';

/** What is of the program, and not of the people who use it. */
const ownTables = ['migrations', 'moves'];

const kinds: Readonly<Record<string, ColumnKind>> = {
  INTEGER: 'integer',
  TEXT: 'text',
  BLOB: 'bytes',
  bigint: 'integer',
  integer: 'integer',
  text: 'text',
  bytea: 'bytes',
};

interface Column {
  readonly table: string;
  readonly column: string;
  readonly type: string;
  /** Where it stands in the primary key, from 1; 0 when it does not. */
  readonly position: number;
}

/** The layout as the columns of a database tell it. */
function toLayouts(columns: readonly Column[]) {
  const layouts = new Map<string, { key: string[]; columns: Record<string, ColumnKind | undefined> }>();
  for (const { table, column, type, position } of columns) {
    const layout = layouts.get(table) ?? { key: [], columns: {} };
    layouts.set(table, layout);
    layout.columns[column] = kinds[type];
    if (position > 0) layout.key[position - 1] = column;
  }
  for (const table of ownTables) layouts.delete(table);
  return Object.fromEntries(layouts);
}

const expected = Object.fromEntries(tableLayouts.map(({ name, key, columns }) => [name, { key, columns }]));

test('is that of SQLite', () => {
  using database = new DatabaseSync(':memory:');
  migrate(database);
  const columns = database
    .prepare(
      `select t.name as "table", c.name as "column", c.type, c.pk as position from sqlite_schema as t, pragma_table_info(t.name) as c
       where t.type = 'table' and t.name not like 'sqlite_%'`,
    )
    .all();

  expect(toLayouts(columns as unknown as Column[])).toEqual(expected);
});

test('is that of PostgreSQL', async () => {
  await using database = await createTestDatabase();
  const columns = await runSql(
    database.url,
    `select c.relname as "table", a.attname as "column", format_type(a.atttypid, null) as type,
       coalesce(array_position(i.indkey::int2[], a.attnum) + 1, 0) as position
     from pg_class as c join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     left join pg_index as i on i.indrelid = c.oid and i.indisprimary
     where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace`,
  );

  expect(toLayouts(columns as Column[])).toEqual(expected);
});
