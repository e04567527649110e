import { chmodSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { defaultRepositorySettings } from '../../src/domain/repository-settings.ts';
import { openSqliteStore } from '../../src/sql/sqlite/open-sqlite-store.ts';
import { createTemporaryDirectory } from '../support/temporary-directory.ts';

const settings = defaultRepositorySettings('widgets');

test('a new data directory is for its owner alone', async () => {
  using directory = createTemporaryDirectory();
  const dataDirectory = join(directory.path, 'new', 'data');

  await using _store = openSqliteStore({ dataDirectory });

  expect(statSync(dataDirectory).mode & 0o777).toBe(0o700);
});

test('a new database file is for its owner alone', async () => {
  using directory = createTemporaryDirectory();

  await using _store = openSqliteStore({ dataDirectory: directory.path });

  for (const file of readdirSync(directory.path)) expect(statSync(join(directory.path, file)).mode & 0o777).toBe(0o600);
});

test('nothing is acknowledged once the file has been removed or replaced', async () => {
  using directory = createTemporaryDirectory();
  await using store = openSqliteStore({ dataDirectory: directory.path });
  await store.checkReachable();
  rmSync(join(directory.path, 'signalbox.sqlite'));
  const uuid = '{11111111-2222-3333-4444-555555555555}';
  const repository = {
    address: { workspace: 'acme', slug: 'widgets' },
    uuid,
    workspaceUuid: uuid,
    settings,
    createdOn: 1,
  };

  await expect(store.repositories.addRepository(repository)).rejects.toMatchObject({ code: 'unavailable' });
  await expect(store.checkReachable()).rejects.toMatchObject({ code: 'unavailable' });
});

test('a file that was there already opens again with all that was in it', async () => {
  using directory = createTemporaryDirectory();
  const at = { dataDirectory: directory.path };
  const address = { workspace: 'acme', slug: 'widgets' };
  const uuid = '{11111111-2222-3333-4444-555555555555}';
  {
    await using store = openSqliteStore(at);
    await store.repositories.addRepository({ address, uuid, workspaceUuid: uuid, settings, createdOn: 1 });
  }

  await using store = openSqliteStore(at);

  expect(await store.repositories.findRepository(address)).toMatchObject({ uuid });
});

/** What a newer version leaves behind. */
function applyFutureMigration(dataDirectory: string, isBreaking: 0 | 1): void {
  using database = new DatabaseSync(join(dataDirectory, 'signalbox.sqlite'));
  database.prepare("insert into migrations values (9999, '9999_future.sql', '2099-01-01', ?)").run(isBreaking);
}

test('data that a newer version has only added to is served', async () => {
  using directory = createTemporaryDirectory();
  const at = { dataDirectory: directory.path };
  await openSqliteStore(at)[Symbol.asyncDispose]();
  applyFutureMigration(directory.path, 0);

  await using store = openSqliteStore(at);

  await expect(store.checkReachable()).resolves.toBeUndefined();
});

test('data that a newer version has changed is refused, and left as it is', async () => {
  using directory = createTemporaryDirectory();
  const at = { dataDirectory: directory.path };
  await openSqliteStore(at)[Symbol.asyncDispose]();
  applyFutureMigration(directory.path, 1);

  expect(() => openSqliteStore(at)).toThrow(
    expect.objectContaining({ code: 'conflict', message: expect.stringContaining('newer version') }),
  );
});

test('many servers that start at once on one new file agree on its schema', async () => {
  using directory = createTemporaryDirectory();
  const at = { dataDirectory: directory.path };

  const stores = Array.from({ length: 4 }, () => openSqliteStore(at));

  for (const store of stores) await store.checkReachable();
  await Promise.all(stores.map((store) => store[Symbol.asyncDispose]()));
});

test('a data directory that cannot be made is named', () => {
  using directory = createTemporaryDirectory();
  const file = join(directory.path, 'file');
  writeFileSync(file, '');
  chmodSync(file, 0o400);

  expect(() => openSqliteStore({ dataDirectory: join(file, 'data') })).toThrow(
    expect.objectContaining({ code: 'unavailable', message: expect.stringContaining(file) }),
  );
});

test('a file that is no database is refused', () => {
  using directory = createTemporaryDirectory();
  writeFileSync(
    join(directory.path, 'signalbox.sqlite'),
    'not a database, but long enough to be looked at as one'.repeat(40),
  );

  expect(() => openSqliteStore({ dataDirectory: directory.path })).toThrow(
    expect.objectContaining({ code: 'unavailable', message: 'The database file is not one of SQLite.' }),
  );
});
