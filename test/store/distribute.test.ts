import { Client } from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { distribute, distributeTables } from '../../src/sql/postgres/distribute.ts';
import { distributedTables, localTables, referenceTables } from '../../src/sql/postgres/distribution-plan.ts';
import { testSettings } from '../support/postgres-settings.ts';
import { createTestDatabase } from '../support/test-database.ts';

/**
 * Stands in for Citus, which no package registry of ours has: the signatures and the rules of order that its documentation
 * tells. What the real one does with the tables, these tests cannot say.
 */
const standIns = `
  create table pg_dist_partition (logicalrelid regclass primary key, partmethod "char", repmodel "char");
  create table calls (number serial, call text);

  create function check_keys(of_table regclass) returns void language plpgsql as $$
  begin
    if exists (select from pg_constraint where contype = 'f' and conrelid = of_table
      and confrelid not in (select logicalrelid from pg_dist_partition)) then
      raise 'a foreign key of % leads to a table that is not distributed', of_table;
    end if;
    if current_setting('citus.multi_shard_modify_mode') <> 'sequential' then raise 'not sequential'; end if;
  end $$;

  create function create_reference_table(table_name regclass) returns void language plpgsql as $$
  begin
    perform check_keys(table_name);
    insert into pg_dist_partition values (table_name, 'n', 't');
    insert into calls (call) values ('reference ' || table_name);
  end $$;

  create function create_distributed_table(
    table_name regclass, distribution_column text, distribution_type text default 'hash', colocate_with text default 'default'
  ) returns void language plpgsql as $$
  begin
    perform check_keys(table_name);
    if colocate_with <> 'none'
      and colocate_with::regclass not in (select logicalrelid from pg_dist_partition where partmethod = 'h') then
      raise 'nothing to lie beside';
    end if;
    insert into pg_dist_partition values (table_name, 'h', 's');
    insert into calls (call) values (format('distribute %s by %s beside %s', table_name, distribution_column, colocate_with));
  end $$;

  create function create_distributed_function(
    function_name regprocedure, distribution_arg_name text default null, colocate_with text default 'default',
    force_delegation boolean default null
  ) returns void language plpgsql as $$
  begin
    if distribution_arg_name is not null and distribution_arg_name <> all (select unnest(proargnames) from pg_proc where oid = function_name) then
      raise 'no such argument';
    end if;
    insert into calls (call) values (format('function %s by %s beside %s, forced: %s',
      function_name, distribution_arg_name, colocate_with, force_delegation));
  end $$`;

async function connect(): Promise<{ readonly client: Client; readonly url: string }> {
  const database = await createTestDatabase();
  const client = new Client(database.url);
  await client.connect();
  onTestFinished(async () => {
    await client.end();
    await database[Symbol.asyncDispose]();
  });
  return { client, url: database.url };
}

async function readCalls(client: Client): Promise<readonly string[]> {
  return (await client.query('select call from calls order by number')).rows.map(({ call }) => call);
}

const functionCalls = [
  'function lock_registry() by  beside default, forced: ',
  'function find_commit_ids(bigint,bytea[]) by  beside default, forced: ',
  'function lock_repository(bigint) by of_repository beside commits, forced: t',
  'function put_commit_statuses(bigint,json,status_entry[]) by of_repository beside commits, forced: t',
];

test('tells Citus of every table, in an order that its foreign keys allow, and of the functions', async () => {
  const { client } = await connect();
  await client.query(standIns);

  const distributed = await distributeTables(client);

  expect(distributed).toEqual([...referenceTables, ...distributedTables]);
  expect(await readCalls(client)).toEqual([
    ...referenceTables.map((table) => `reference ${table}`),
    'distribute commits by repository_id beside none',
    ...distributedTables.slice(1).map((table) => `distribute ${table} by repository_id beside commits`),
    ...functionCalls,
  ]);
});

test('forgets no table', async () => {
  const { client } = await connect();
  const { rows } = await client.query("select table_name from information_schema.tables where table_schema = 'public'");

  const known = [...referenceTables, ...distributedTables, ...localTables];

  expect(rows.map(({ table_name: name }) => name).toSorted()).toEqual(known.toSorted());
});

test('does what is left, where something has been distributed before', async () => {
  const { client } = await connect();
  await client.query(standIns);
  await distributeTables(client);
  await client.query("delete from pg_dist_partition where logicalrelid = 'webhook_subscriptions'::regclass");
  await client.query('truncate calls');

  expect(await distributeTables(client)).toEqual(['webhook_subscriptions']);
  expect(await distributeTables(client)).toEqual([]);

  expect(await readCalls(client)).toEqual([
    'distribute webhook_subscriptions by repository_id beside commits',
    ...functionCalls,
    ...functionCalls,
  ]);
});

test('changes nothing when a part of it fails', async () => {
  const { client, url } = await connect();
  await client.query(standIns);
  await client.query('drop function create_distributed_function');

  await expect(distributeTables(client)).rejects.toThrow('create_distributed_function');

  const other = new Client(url);
  await other.connect();
  expect(await readCalls(other)).toEqual([]);
  await other.end();
});

test('says clearly that a server has no Citus', async () => {
  const { url } = await connect();

  await expect(distribute(testSettings(url))).rejects.toThrow(
    /^The server of postgres:\/\/127\.0\.0\.1:\d+\/signalbox_test_\w+ does not have Citus, so nothing was distributed\. Install it on every node/,
  );
});
