import { Client } from 'pg';
import { expect, test, vi } from 'vitest';
import { toCommitHash } from '../../src/domain/commit-hash.ts';
import type { PostgresSettings } from '../../src/sql/postgres/connection-settings.ts';
import { openPostgresStore } from '../../src/sql/postgres/open-postgres-store.ts';
import type { Store } from '../../src/store/store.ts';
import { buildUrl, hashFrom } from '../support/addresses.ts';
import { call } from '../support/call.ts';
import { runSql } from '../support/databases.ts';
import { addRepository, newUuid } from '../support/describe-stores.ts';
import { testSettings } from '../support/postgres-settings.ts';
import { startServer } from '../support/start-server.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

const commit = { hash: toCommitHash(hashFrom('c0ffee')) };
const json = { key: 'ci', state: 'FAILED' };

function put(store: Store, repositoryId: number, name: string) {
  const content = { state: 'FAILED', name, description: '', url: '' } as const;
  const change = { kind: 'replace', repositoryId, commit, key: 'ci', uuid: newUuid(), content, at: 1 } as const;
  return store.commitStatuses.replaceCommitStatus(change);
}

function update(store: Store, repositoryId: number, description: string) {
  const change = { kind: 'update', repositoryId, commit, key: 'ci', members: { description }, at: 2 } as const;
  return store.commitStatuses.updateCommitStatus(change);
}

function openStore(database: TestDatabase, settings: Partial<PostgresSettings> = {}): Promise<Store> {
  return openPostgresStore({ ...testSettings(database.url), ...settings });
}

/** A session of somebody else, in a transaction that has done that. */
async function openSession(database: TestDatabase, ...statements: readonly string[]) {
  const client = new Client(database.url);
  await client.connect();
  await client.query('begin');
  for (const statement of statements) await client.query(statement);
  return Object.assign(client, { [Symbol.asyncDispose]: () => client.end() });
}

test('requests are told to come back while PostgreSQL takes no more connections, and then are served', async () => {
  await using database = await createTestDatabase();
  const flags = { memory: false, logLevel: 'silent', databaseUrl: database.url };
  await using server = await startServer(flags);
  const post = () => call(buildUrl(server.baseUrl), { method: 'POST', json });
  expect((await post()).status).toBe(201);
  // A limit does not hold for superusers, and a connection that is there already stays.
  const user = database.name;
  await runSql(database.url, `create role ${user} login password 'x' connection limit 0`);
  await runSql(database.url, `grant all on all tables in schema public to ${user}`);
  const url = Object.assign(new URL(database.url), { username: user, password: 'x' }).href;
  await expect(openStore({ ...database, url })).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringContaining('takes no more connections'),
  });

  await runSql(database.url, `alter role ${user} connection limit 20`);
  await using limited = await startServer({ ...flags, databaseUrl: url });
  const get = () => call(buildUrl(limited.baseUrl, { key: 'ci' }));
  expect((await get()).status).toBe(200);
  await runSql(database.url, `alter role ${user} connection limit 0`);
  await runSql(database.url, 'select pg_terminate_backend(pid) from pg_stat_activity where usename = $1', [user]);
  await vi.waitFor(async () => expect((await get()).status).toBe(503));
  const refused = await get();
  const refusedPost = await call(buildUrl(limited.baseUrl), { method: 'POST', json });

  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5']);
  expect(refused.body.error.message).toBe('The database takes no more connections.');
  expect(refusedPost.status).toBe(503);
  await runSql(database.url, `alter role ${user} connection limit 20`);
  expect((await get()).status).toBe(200);
  await limited[Symbol.asyncDispose]();
  await runSql(database.url, `drop owned by ${user}`);
  await runSql(database.url, `drop role ${user}`);
});

test('a write that waits too long for another session is given up, and the next one succeeds', async () => {
  await using database = await createTestDatabase();
  const flags = { memory: false, logLevel: 'silent', databaseUrl: database.url, databaseLockTimeout: '0.2' };
  await using server = await startServer(flags);
  const post = (name = '') => call(buildUrl(server.baseUrl), { method: 'POST', json: { ...json, name } });
  expect((await post()).status).toBe(201);
  await using session = await openSession(database, 'lock table commit_statuses in access exclusive mode');

  const [write, read] = await Promise.all([post(), call(buildUrl(server.baseUrl, { key: 'ci' }))]);

  expect([write.status, write.headers.get('retry-after'), read.status]).toEqual([503, '5', 503]);
  expect(write.body.error.message).toBe('The database is busy with another writer.');
  await session.query('rollback');
  expect((await post('again')).status).toBe(200);
  expect((await call(buildUrl(server.baseUrl, { key: 'ci' }))).status).toBe(200);
  expect(await runSql(database.url, 'select id::integer from status_events order by id')).toEqual([
    { id: 1 },
    { id: 2 },
  ]);
});

test('a statement that takes too long is ended, and the others are served', async () => {
  await using database = await createTestDatabase();
  const flags = { memory: false, logLevel: 'silent', databaseUrl: database.url, databaseStatementTimeout: '0.2' };
  await using server = await startServer(flags);
  const post = () => call(buildUrl(server.baseUrl), { method: 'POST', json });
  await post();
  await using session = await openSession(database, 'lock table commit_statuses in access exclusive mode');

  const { status, body } = await post();

  expect([status, body.error.message]).toEqual([503, 'The database took too long.']);
  expect((await call(`${server.baseUrl}/2.0/workspaces/acme`)).status).toBe(200);
  await session.query('rollback');
  expect((await post()).status).toBe(200);
});

test('a writer waits for whoever has the lock of its repository, and for nobody else', async () => {
  await using database = await createTestDatabase();
  await using store = await openStore(database);
  const { id } = await addRepository(store, 'widgets');
  const { id: other } = await addRepository(store, 'gadgets');
  await using session = await openSession(database, `select lock_repository(${id})`);
  let isWritten = false;

  const written = put(store, id, 'late').then(() => {
    isWritten = true;
  });
  const waiting = () => runSql(database.url, `select 1 from pg_stat_activity where wait_event = 'advisory'`);
  await vi.waitFor(async () => expect(await waiting()).toHaveLength(1), { timeout: 5000 });
  expect((await put(store, other, 'at once')).created).toBe(true);

  expect(isWritten).toBe(false);
  await session.query('commit');
  await written;
});

test('a write that a deadlock with another session has ended is done again', async () => {
  await using database = await createTestDatabase();
  await using store = await openStore(database);
  const { id } = await addRepository(store, 'widgets');
  await put(store, id, 'before');
  await using session = await openSession(
    database,
    'set deadlock_timeout = 60000',
    `select 1 from commit_statuses where repository_id = ${id} for update`,
  );

  const written = put(store, id, 'after');
  const isWaiting = () =>
    runSql(
      database.url,
      `select 1 from pg_stat_activity where wait_event_type = 'Lock' and application_name = 'signalbox'`,
    );
  await vi.waitFor(async () => expect(await isWaiting()).toHaveLength(1), { timeout: 5000 });
  // The store holds this one and waits for the row, and the session the other way round.
  await session.query('select lock_repository($1)', [id]);
  await session.query('commit');

  expect((await written).status.name).toBe('after');
  const events = await runSql(database.url, 'select name from status_events order by id');
  expect(events).toEqual([{ name: 'before' }, { name: 'after' }]);
});

test('writers agree also where the database would rather have transactions serializable', async () => {
  await using database = await createTestDatabase();
  await runSql(database.url, `alter database ${database.name} set default_transaction_isolation = 'serializable'`);
  await using parts = new AsyncDisposableStack();
  const stores = [parts.use(await openStore(database)), parts.use(await openStore(database))] as const;
  const { id } = await addRepository(stores[0], 'widgets');
  const rounds = Array.from({ length: 20 }, (_, round) => round);
  await put(stores[0], id, 'first');

  await Promise.all(
    stores.flatMap((store) => rounds.flatMap((round) => [put(store, id, `${round}`), update(store, id, `d${round}`)])),
  );

  const events = await runSql(database.url, 'select id::integer from status_events order by id');
  expect(events).toEqual(Array.from({ length: 1 + 4 * rounds.length }, (_, index) => ({ id: index + 1 })));
});

test('a change that PostgreSQL refuses fails alone, never its neighbours', async () => {
  await using database = await createTestDatabase();
  await using store = await openStore(database);
  const { id } = await addRepository(store, 'widgets');
  await runSql(database.url, `alter table status_events add constraint no_bad check (name <> 'bad')`);

  const outcomes = await Promise.allSettled(['a', 'bad', 'c'].map((name) => put(store, id, name)));

  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  const events = await runSql(database.url, 'select name from status_events order by id');
  expect(events).toEqual([{ name: 'a' }, { name: 'c' }]);
});

test('a server that only may be read is not ready, and takes no writes', async () => {
  await using database = await createTestDatabase();
  const flags = {
    memory: false,
    logLevel: 'silent',
    databaseUrl: `${database.url}?options=-c%20default_transaction_read_only%3Don`,
  };
  await using server = await startServer(flags);

  expect((await call(`${server.baseUrl}/readyz`)).status).toBe(503);
  const { status, body } = await call(buildUrl(server.baseUrl), { method: 'POST', json });
  expect([status, body.error.message]).toEqual([503, 'The database is read-only.']);
});
