import { readFileSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { toCommitHash } from '../../src/domain/commit-hash.ts';
import { migrations as postgresMigrations } from '../../src/sql/postgres/migrate.ts';
import { openPostgresStore } from '../../src/sql/postgres/open-postgres-store.ts';
import { readDatabaseStatus as readPostgresStatus } from '../../src/sql/postgres/read-database-status.ts';
import { databasePath } from '../../src/sql/sqlite/database-file.ts';
import { migrations as sqliteMigrations } from '../../src/sql/sqlite/migrate.ts';
import { migrateFile } from '../../src/sql/sqlite/migrate-file.ts';
import { openSqliteStore } from '../../src/sql/sqlite/open-sqlite-store.ts';
import { readDatabaseStatus as readSqliteStatus } from '../../src/sql/sqlite/read-database-status.ts';
import type { Store } from '../../src/store/store.ts';
import { hashFrom } from '../support/addresses.ts';
import { runSql } from '../support/databases.ts';
import { addRepository, newUuid } from '../support/describe-stores.ts';
import { testSettings } from '../support/postgres-settings.ts';
import { createTemporaryDirectory } from '../support/temporary-directory.ts';
import { createTestDatabase } from '../support/test-database.ts';

const newest = sqliteMigrations.length;
const exactly = (count: number) => ({ count, precision: 'exact' });
const isNewest = { number: newest, missing: [], newer: [], isUsable: true };

/** Two repositories, and one that has been removed; two statuses, one of them reported twice. */
async function fill(store: Store): Promise<void> {
  const { id: repositoryId } = await addRepository(store, 'widgets');
  await addRepository(store, 'gadgets');
  const removed = await addRepository(store, 'removed');
  for (const [name, key] of ['ci', 'lint', 'ci'].entries()) await report(store, repositoryId, key, `run ${name}`);
  await report(store, removed.id, 'ci');
  await store.repositories.removeRepository({ repositoryId: removed.id, at: 5 });
}

function report(store: Store, repositoryId: number, key: string, name = '') {
  return store.commitStatuses.replaceCommitStatus({
    kind: 'replace',
    repositoryId,
    commit: { hash: toCommitHash(hashFrom('c0ffee')) },
    key,
    uuid: newUuid(),
    content: { state: 'FAILED', name, description: '', url: '' },
    at: 1,
  });
}

const filled = {
  workspaces: exactly(1),
  repositories: exactly(2),
  statuses: exactly(2),
  events: exactly(3),
};

describe('the status of an SQLite database', () => {
  let dataDirectory: string;
  let path: string;

  beforeEach(() => {
    const directory = createTemporaryDirectory();
    onTestFinished(() => directory[Symbol.dispose]());
    dataDirectory = directory.path;
    path = databasePath(dataDirectory);
  });

  function run(sql: string): void {
    using database = new DatabaseSync(path);
    database.exec(sql);
  }

  test('tells what it is and holds, and changes nothing', async () => {
    {
      await using store = openSqliteStore({ dataDirectory });
      await fill(store);
      expect(readSqliteStatus(path).rows).toEqual(filled);
    }
    const before = readFileSync(path);

    expect(readSqliteStatus(path)).toEqual({
      kind: 'sqlite',
      address: path,
      version: process.versions.sqlite,
      schema: isNewest,
      bytes: statSync(path).size,
      rows: filled,
    });

    expect(readFileSync(path).equals(before)).toBe(true);
  });

  test('counts the log of a running server to its size', async () => {
    await using store = openSqliteStore({ dataDirectory });
    await fill(store);

    expect(readSqliteStatus(path).bytes).toBe(statSync(path).size + statSync(`${path}-wal`).size);
    expect(statSync(`${path}-wal`).size).toBeGreaterThan(0);
  });

  test('tells which migrations an older database has not had', () => {
    const [first, second] = sqliteMigrations;
    run(`${first?.text};
      create table migrations (number integer primary key, name text not null, applied_on text not null) strict;
      insert into migrations values (1, '', '')`);

    const { schema, rows } = readSqliteStatus(path);

    expect(schema).toMatchObject({ number: 1, newer: [], isUsable: true });
    expect(schema.missing).toEqual(sqliteMigrations.slice(1).map(({ name }) => name));
    expect(schema.missing[0]).toBe(second?.name);
    expect(rows?.events).toEqual(exactly(0));
  });

  test.each([
    [0, { number: 99, missing: [], newer: [99], isUsable: true }],
    [1, { number: 99, missing: [], newer: [99], isUsable: false }],
  ])('tells of a newer database, whose mark of breaking is %i', (isBreaking, schema) => {
    migrateFile(dataDirectory);
    run(`insert into migrations values (99, '0099_later.sql', '', ${isBreaking})`);

    const status = readSqliteStatus(path);

    expect(status.schema).toEqual(schema);
    expect(status.rows === undefined).toBe(isBreaking === 1);
  });

  test('tells of a file with nothing in it', () => {
    run('');

    expect(readSqliteStatus(path)).toMatchObject({ schema: { number: 0, isUsable: true }, rows: undefined });
  });

  test('does not count more statuses than it can in a moment', () => {
    migrateFile(dataDirectory);
    run(`pragma foreign_keys = off;
      insert into commit_statuses
        (repository_id, commit_id, key, uuid, state, name, description, url, created_on, updated_on)
      with recursive n (n) as (select 1 union all select n + 1 from n where n < 1000001)
      select 1, n, 'k', x'00', 'FAILED', '', '', '', 0, 0 from n`);

    expect(readSqliteStatus(path).rows?.statuses).toEqual({ count: 1_000_000, precision: 'over' });
  });

  test('is refused, in a sentence, for a file that is none', () => {
    expect(() => readSqliteStatus('package.json')).toThrow('The database file is not one of SQLite.');
  });
});

describe('the status of a PostgreSQL database', () => {
  test('tells what it is and holds', async () => {
    await using database = await createTestDatabase();
    await using store = await openPostgresStore(testSettings(database.url));
    await fill(store);

    const status = await readPostgresStatus(testSettings(database.url));

    const { host } = new URL(database.url);
    expect(status).toEqual({
      kind: 'postgres',
      address: `postgres://${host}/${database.name}`,
      version: expect.stringMatching(/^\d+/),
      schema: isNewest,
      bytes: expect.any(Number),
      rows: filled,
      connections: { used: expect.any(Number), limit: expect.any(Number) },
      citus: { state: 'missing', distributed: [] },
    });
    expect(status.bytes).toBeGreaterThan(1_000_000);
    expect(status.connections?.used).toBeGreaterThanOrEqual(2);
    expect(status.connections?.limit).toBeGreaterThan(status.connections?.used ?? 0);
  });

  test('leaves an empty database as it is', async () => {
    await using database = await createTestDatabase({ isEmpty: true });

    const { schema, rows } = await readPostgresStatus(testSettings(database.url));

    const missing = postgresMigrations.map(({ name }) => name);
    expect([schema, rows]).toEqual([{ number: 0, missing, newer: [], isUsable: true }, undefined]);
    expect(await runSql(database.url, "select 1 from pg_tables where schemaname = 'public'")).toEqual([]);
  });

  test('tells of a database that a newer version has changed so that this one cannot work with it', async () => {
    await using database = await createTestDatabase();
    await runSql(database.url, "insert into migrations values (99, '0099_later.sql', '', 1)");
    await runSql(database.url, 'alter table status_events rename to events_of_statuses');

    const { schema, rows } = await readPostgresStatus(testSettings(database.url));

    expect([schema, rows]).toEqual([{ number: 99, missing: [], newer: [99], isUsable: false }, undefined]);
  });

  test('takes the planner’s word for the number of rows of a large table', async () => {
    await using database = await createTestDatabase();
    await runSql(
      database.url,
      `insert into status_events (repository_id, id, commit_id, key, state, name, description, url, occurred_on)
        select 1, n, 1, 'ci', 'FAILED', '', repeat('x', 800), '', 0 from generate_series(1, 100000) as n`,
    );
    await runSql(database.url, 'analyze status_events');

    const events = (await readPostgresStatus(testSettings(database.url))).rows?.events;

    expect(events?.precision).toBe('about');
    expect(events?.count).toBeGreaterThan(90_000);
    expect(events?.count).toBeLessThan(110_000);
  });

  test('is refused, in a sentence, where no server is', async () => {
    await expect(readPostgresStatus(testSettings('postgres://127.0.0.1:1/x'))).rejects.toThrow('cannot be reached');
  });
});
