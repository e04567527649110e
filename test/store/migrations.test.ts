import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { type CommitRevision, toCommitHash } from '../../src/domain/commit-hash.ts';
import { defaultRepositorySettings } from '../../src/domain/repository-settings.ts';
import { allScopes } from '../../src/domain/scope.ts';
import { openSqliteStore } from '../../src/sql/sqlite/open-sqlite-store.ts';
import { hashFrom } from '../support/addresses.ts';
import { createTemporaryDirectory } from '../support/temporary-directory.ts';

const migrations = new URL('../../src/sql/sqlite/migrations/', import.meta.url);
const uuid = '{11111111-2222-3333-4444-555555555555}';
const uuidBytes = Buffer.from(uuid.replace(/[{}-]/g, ''), 'hex');
const reported = toCommitHash(hashFrom('c0ffee'));

/** The data of a server that knew the first migration alone. */
function writeFirstVersion(dataDirectory: string): void {
  const database = new DatabaseSync(join(dataDirectory, 'signalbox.sqlite'));
  database.exec(readFileSync(new URL('0001_initial.sql', migrations), 'utf8'));
  database.exec(`
    create table migrations (number integer primary key, name text not null, applied_on text not null) strict;
    insert into migrations values (1, '0001_initial.sql', '2025-01-01T00:00:00.000Z')`);
  const run = (sql: string, ...values: (string | number | Uint8Array | null)[]) => database.prepare(sql).run(...values);
  run('insert into workspaces values (1, ?, ?, ?, 5)', uuidBytes, 'acme', 'acme');
  run('insert into repositories values (1, ?, 1, ?, ?, null, 7, null)', uuidBytes, 'widgets', 'widgets');
  run('insert into repositories values (2, ?, 1, ?, ?, ?, 8, null)', Buffer.alloc(16), 'tied', 'tied', '/git');
  const commit = 'insert into commits values (1, ?, ?, ?, ?, ?)';
  run(commit, 1, Buffer.from(reported, 'hex'), 'Subject', 'Alice <a@x>', '2025-01-02T03:04:05+00:00');
  run(commit, 2, Buffer.from(hashFrom('0'), 'hex'), null, null, null);
  for (const [key, on] of [
    ['late', 30],
    ['early', 20],
  ] as const) {
    const said = ['FAILED', key, 'd', 'http://ci', 'main', 'jdoe'];
    run('insert into commit_statuses values (1, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)', key, uuidBytes, ...said, on, on + 5);
    run('insert into status_events values (1, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?)', on, key, ...said, on);
  }
  run('insert into access_tokens values (1, ?, ?, 9)', 'administrator', Buffer.alloc(32, 7));
  database.close();
}

test('the data of the first version is all there in the newest one', async () => {
  using directory = createTemporaryDirectory();
  writeFirstVersion(directory.path);

  await using store = openSqliteStore({ dataDirectory: directory.path });

  const workspace = { id: 1, uuid, slug: 'acme', name: 'acme', createdOn: 5 };
  expect(await store.repositories.findRepository({ workspace: 'acme', slug: 'widgets' })).toEqual({
    ...defaultRepositorySettings('widgets'),
    id: 1,
    uuid,
    workspace,
    slug: 'widgets',
    createdOn: 7,
    updatedOn: 7,
  });
  expect(await store.repositories.findRepository({ workspace: 'acme', slug: 'tied' })).toMatchObject({
    gitDirectory: '/git',
    updatedOn: 8,
  });
  const statuses = await store.commitStatuses.listCommitStatuses({
    repositoryId: 1,
    commit: reported,
    offset: 0,
    limit: 10,
  });
  expect(statuses.values).toEqual([
    expect.objectContaining({ key: 'early', uuid, author: 'jdoe', refname: 'main', createdOn: 20, updatedOn: 25 }),
    expect.objectContaining({ key: 'late', name: 'late', state: 'FAILED', createdOn: 30, updatedOn: 35 }),
  ]);
  expect(await store.accessTokens.findAccessToken(new Uint8Array(32).fill(7))).toMatchObject({
    token: { kind: 'token', scopes: allScopes, place: { kind: 'server' }, createdOn: 9, account: { kind: 'service' } },
  });
});

test('commits of the first version were heard of with their first status', async () => {
  using directory = createTemporaryDirectory();
  writeFirstVersion(directory.path);

  await using store = openSqliteStore({ dataDirectory: directory.path });

  const find = async (hash: string) =>
    (await store.commits.findCommits({ repositoryId: 1, revision: hash as CommitRevision }))[0];
  expect(await find(reported)).toEqual({
    hash: reported,
    details: { message: 'Subject', author: 'Alice <a@x>', date: '2025-01-02T03:04:05+00:00' },
    seenOn: 20,
  });
  expect(await find(hashFrom('0'))).toMatchObject({ hash: hashFrom('0'), seenOn: undefined });
});

test('the data of the first version takes writes of the newest one', async () => {
  using directory = createTemporaryDirectory();
  writeFirstVersion(directory.path);
  const account = { uuid, name: 'alice' };

  await using store = openSqliteStore({ dataDirectory: directory.path });
  const renamed = await store.repositories.changeRepository({ repositoryId: 1, settings: {}, slug: 'new', at: 40 });
  const { id } = await store.pullRequests.addPullRequest({
    repositoryId: 1,
    pullRequest: {
      title: 't',
      description: '',
      state: 'OPEN',
      isDraft: false,
      author: account,
      source: { branch: 'a' },
      destination: { branch: 'b' },
      followsBranch: true,
      closesSourceBranch: false,
      reviewers: [account],
      reason: '',
      createdOn: 40,
    },
  });

  expect([renamed, id]).toEqual(['changed', 1]);
  expect(await store.repositories.findRenamedRepository({ workspace: 'acme', slug: 'widgets' })).toMatchObject({
    slug: 'new',
    updatedOn: 40,
  });
});

test('every migration is there for both databases, under the same number and name, and breaks both or neither', () => {
  const marks = (database: string) => {
    const directory = new URL(`../../src/sql/${database}/migrations/`, import.meta.url);
    return readdirSync(directory).map((name) => [
      name,
      readFileSync(new URL(name, directory), 'utf8').startsWith('-- breaking: '),
    ]);
  };

  expect(marks('postgres')).toEqual(marks('sqlite'));
});
