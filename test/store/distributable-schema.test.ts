import { expect, inject, test } from 'vitest';
import { distributedTables } from '../../src/sql/postgres/distribution-plan.ts';
import { runSql } from '../support/databases.ts';

/** They tell where a name leads, or who may do what, and belong to the directory of all repositories. */
const ofTheDirectory = ['access_tokens', 'account_permissions', 'repository_aliases'];

async function read(text: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const url = new URL(inject('postgresUrl'));
  url.pathname = `/${inject('postgresTemplate')}`;
  return (await runSql(url.href, text)) as readonly Readonly<Record<string, unknown>>[];
}

test('the tables of repositories are those with a repository_id', async () => {
  const rows = await read(`select table_name as name from information_schema.columns
    where table_schema = 'public' and column_name = 'repository_id'`);

  expect(rows.map(({ name }) => name).toSorted()).toEqual([...distributedTables, ...ofTheDirectory].toSorted());
});

test('every table of repositories is led by repository_id, and has no rule that spans repositories', async () => {
  const rows = await read(`
    select c.relname as name, i.relname as index, indisprimary as is_primary,
      (select array_agg(attname::text order by place) from unnest(indkey::int[]) with ordinality as key (number, place)
        join pg_attribute on attrelid = c.oid and attnum = number) as columns
    from pg_index join pg_class c on c.oid = indrelid join pg_class i on i.oid = indexrelid
    where indisunique and c.relnamespace = 'public'::regnamespace`);
  const rules = rows.filter(({ name }) => distributedTables.some((table) => table === name));
  const led = rules.filter(({ is_primary, columns }) => is_primary && (columns as string[])[0] === 'repository_id');

  expect(led.map(({ name }) => name).toSorted()).toEqual(distributedTables.toSorted());
  expect(rules.filter(({ columns }) => !(columns as string[]).includes('repository_id'))).toEqual([]);
});

test('no table of repositories takes its numbers from a sequence, which all nodes would have to share', async () => {
  const rows = await read(`
    select distinct refobjid::regclass::text as name from pg_depend join pg_class on oid = objid and relkind = 'S'
    where classid = 'pg_class'::regclass and refclassid = 'pg_class'::regclass and deptype in ('a', 'i')`);

  const names = rows.map(({ name }) => name);
  expect(names).toContain('repositories');
  expect(names.filter((name) => distributedTables.some((table) => table === name))).toEqual([]);
});

test('no table of repositories points at a row of another repository', async () => {
  const rows = await read(`
    select conrelid::regclass::text as name, confrelid::regclass::text as target,
      (select array_agg(attname::text) from pg_attribute where attrelid = conrelid and attnum = any (conkey)) as columns
    from pg_constraint where contype = 'f'`);

  const keys = rows.filter(({ name }) => distributedTables.some((table) => table === name));
  expect(keys.length).toBeGreaterThan(0);
  expect(keys.filter(({ columns }) => !(columns as string[]).includes('repository_id'))).toEqual([]);
});
