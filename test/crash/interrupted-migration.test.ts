import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Client } from 'pg';
import { expect, test, vi } from 'vitest';
import { call } from '../support/call.ts';
import { runSql } from '../support/databases.ts';
import { startCommand, startProgram } from '../support/program.ts';
import { createTemporaryDirectory } from '../support/temporary-directory.ts';
import { createTestDatabase } from '../support/test-database.ts';

const patience = { timeout: 30_000, interval: 2 };

/** The schema of the first version, with one workspace and one repository. */
function firstVersion(database: 'sqlite' | 'postgres'): string {
  const initial = readFileSync(
    new URL(`../../src/sql/${database}/migrations/0001_initial.sql`, import.meta.url),
    'utf8',
  );
  const bytes = database === 'sqlite' ? `x'00'` : `'\\x00'`;
  return `${initial};
    create table migrations (number integer primary key, name text not null, applied_on text not null
      ${database === 'sqlite' ? '' : ', is_breaking integer not null default 0'});
    insert into migrations (number, name, applied_on) values (1, '0001_initial.sql', '2025-01-01');
    insert into workspaces (uuid, slug, name, created_on) values (${bytes}, 'acme', 'acme', 5);
    insert into repositories (uuid, workspace_id, slug, name, created_on) values (${bytes}, 1, 'widgets', 'widgets', 7)`;
}

async function expectWidgets(baseUrl: string): Promise<void> {
  const { body } = await call(`${baseUrl}/2.0/repositories/acme/widgets`);
  expect(body).toMatchObject({ full_name: 'acme/widgets', created_on: '1970-01-01T00:00:00.000007+00:00' });
}

test('a migration of SQLite that was killed half-way has changed nothing, and is done at the next start', async () => {
  using directory = createTemporaryDirectory();
  using database = new DatabaseSync(join(directory.path, 'signalbox.sqlite'), { timeout: 0 });
  database.exec('pragma journal_mode = wal');
  database.exec(firstVersion('sqlite'));
  // Each of them gets a new value, so that it takes a while.
  const commits = 200_000;
  database.exec(`with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < ${commits})
    insert into commits (repository_id, id, hash) select 1, n, randomblob(20) from numbers`);
  const args = ['dev', '--port', '0', '--data', directory.path];
  const { process: child, exited } = startCommand(args);
  const isBusy = () => {
    try {
      database.exec('begin immediate');
      database.exec('rollback');
      return false;
    } catch {
      return true;
    }
  };
  await vi.waitFor(() => expect(isBusy()).toBe(true), patience);
  child.kill('SIGKILL');
  await exited;

  const applied = () => database.prepare('select count(*) as count from migrations').get()?.count;
  expect(applied()).toBe(1);
  const later = database.prepare(
    "select name from sqlite_schema where name in ('pull_requests', 'repository_aliases')",
  );
  expect(later.all()).toEqual([]);
  await using program = await startProgram(args);

  await expectWidgets(program.baseUrl);
  expect(applied()).toBeGreaterThan(1);
  expect(database.prepare('select count(*) as count from commits').get()).toEqual({ count: commits });
});

test('a migration of PostgreSQL that was killed half-way has changed nothing, and is done at the next start', async () => {
  await using database = await createTestDatabase({ isEmpty: true });
  await runSql(database.url, firstVersion('postgres'));
  const session = new Client(database.url);
  await session.connect();
  // Its third migration has to wait, when the second one is done.
  await session.query('begin');
  await session.query('lock table commits in access exclusive mode');
  const env = { SIGNALBOX_DATABASE_URL: database.url };
  const { process: child, exited } = startCommand(['dev', '--port', '0'], { env });
  const isWaiting = async () => {
    const waiting = `select query from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`;
    expect(await runSql(database.url, waiting)).toMatchObject([{ query: expect.stringContaining('pull_requests') }]);
  };
  await vi.waitFor(isWaiting, patience);
  child.kill('SIGKILL');
  await exited;
  await session.query('rollback');
  await session.end();

  const applied = () => runSql(database.url, 'select number from migrations order by number');
  // The server notices the lost connection when it has got the lock, and rolls back.
  const isOver = async () =>
    expect(
      await runSql(
        database.url,
        `select 1 from pg_stat_activity where application_name = 'signalbox' and datname = current_database()`,
      ),
    ).toEqual([]);
  await vi.waitFor(isOver, patience);
  expect(await applied()).toEqual([{ number: 1 }]);
  expect(await runSql(database.url, `select to_regclass('repository_aliases') as found`)).toEqual([{ found: null }]);
  await using program = await startProgram(['dev', '--port', '0'], { env });

  await expectWidgets(program.baseUrl);
  expect((await applied()).length).toBeGreaterThan(1);
});
