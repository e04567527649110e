import { randomUUID } from 'node:crypto';
import { appendFileSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { MoveEnd } from '../../src/config/move-config.ts';
import { moveData } from '../../src/server/move-data.ts';
import { openStore } from '../../src/server/open-store.ts';
import type { MoveProgress } from '../../src/sql/moving/move-rows.ts';
import type { Store } from '../../src/store/store.ts';
import { runSql } from '../support/databases.ts';
import { addRepository } from '../support/describe-stores.ts';
import { fillStore } from '../support/fill-store.ts';
import { testSettings } from '../support/postgres-settings.ts';
import { createTemporaryDirectory } from '../support/temporary-directory.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

type Database = Extract<MoveEnd, { kind: 'sqlite' | 'postgres' }>;

const silent: MoveProgress = { step: async () => {}, advance: () => {} };

let parts: AsyncDisposableStack;
let directory: string;
beforeEach(() => {
  parts = new AsyncDisposableStack();
  directory = parts.use(createTemporaryDirectory()).path;
});
afterEach(() => parts.disposeAsync());

const sqlite = (name: string): Database => ({ kind: 'sqlite', dataDirectory: join(directory, name) });
const ndjson = (name: string): MoveEnd & { kind: 'ndjson' } => ({ kind: 'ndjson', file: join(directory, name) });

async function postgres(): Promise<Database & { database: TestDatabase }> {
  const database = parts.use(await createTestDatabase({ isEmpty: true }));
  return { kind: 'postgres', ...testSettings(database.url), database };
}

async function fill(at: Database, statuses?: number): Promise<void> {
  await using store = await openStore(at);
  await fillStore(store, statuses);
}

const move = (from: MoveEnd, to: MoveEnd, progress = silent) => moveData({ from, to }, progress);

/** Everything that is there, as an export tells it; but for the numbers of rows in its first line, each line is a row. */
async function exportOf(at: MoveEnd, name: string): Promise<string> {
  await move(at, ndjson(name));
  return readFileSync(ndjson(name).file, 'utf8');
}

test('everything gets from SQLite to PostgreSQL and back, and a file between, and is the same everywhere', async () => {
  const [first, second, third] = [sqlite('first'), await postgres(), sqlite('third')];
  await fill(first);

  const report = await move(first, second);
  await move(second, third);
  const exports = [await exportOf(first, '1'), await exportOf(second, '2'), await exportOf(third, '3')];
  const fourth = await postgres();
  await move(ndjson('2'), fourth);
  exports.push(await exportOf(fourth, '4'));

  expect(report.filter(({ rows }) => rows === 0)).toEqual([]);
  expect(report.find(({ table }) => table === 'status_events')?.rows).toBe(936);
  expect(exports.map((text) => text === exports[0])).toEqual([true, true, true, true]);
  expect(exports[0]).toContain('s3cret');
  expect(exports[0]).not.toContain('"slug":"removed"');
  expect(exports[0]).toContain('zoo/removed');
});

test.each(['sqlite', 'postgres'] as const)(
  'the service goes on in %s, where everything was moved to, and gives new numbers',
  async (kind) => {
    const [from, to] = [sqlite('from'), kind === 'sqlite' ? sqlite('to') : await postgres()];
    await fill(from, 10);
    await move(from, to);

    await using store = await openStore(to);

    const find = (slug: string) => store.repositories.findRepository({ workspace: 'acme', slug });
    const one = await find('new-one');
    expect(one).toMatchObject({ description: '😀 Ä', mainBranch: 'main', updatedOn: 20 });
    expect(await store.repositories.findRenamedRepository({ workspace: 'acme', slug: 'one' })).toEqual(one);
    const added = await addRepository(store, 'added', { workspace: 'new' });
    expect(await store.audit.listAuditEvents({ repositoryId: added.id, offset: 0, limit: 10 })).toEqual([]);
    const [removal] = await store.audit.listAuditEvents({ action: 'repository.removed', offset: 0, limit: 1 });
    expect(added.id).toBeGreaterThan(removal?.repository?.id ?? Number.POSITIVE_INFINITY);
    const account = {
      uuid: `{${randomUUID()}}`,
      kind: 'user',
      displayName: '',
      createdOn: 1,
      permissions: [],
    } as const;
    expect(await store.accounts.addAccount({ ...account, name: 'new' })).toMatchObject({ name: 'new' });
    expect(await store.accessTokens.findAccessToken(new Uint8Array(32).fill(200))).toMatchObject({
      token: { account: { name: 'admin' } },
      permissions: [{ level: 'read' }],
    });
    expect(await store.statusEvents.findLastStatusEventId({ repositoryId: one?.id ?? 0 })).toBe(12);
  },
);

describe.each(['sqlite', 'postgres'] as const)('into %s', (kind) => {
  const target = async (): Promise<Database> => (kind === 'sqlite' ? sqlite('target') : postgres());

  test('nothing is moved where there is something already', async () => {
    const to = await target();
    {
      await using store = await openStore(to);
      await addRepository(store, 'mine');
    }
    const before = await exportOf(to, 'before');
    await fill(sqlite('from'), 1);

    await expect(move(sqlite('from'), to)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('is not empty'),
    });
    expect(await exportOf(to, 'after')).toBe(before);
  });

  test('an interrupted move goes on where it was, and until then no server starts on what is there', async () => {
    const to = await target();
    await fill(sqlite('from'), 2000);
    let rows = 0;
    const interrupted = move(sqlite('from'), to, {
      ...silent,
      advance: (count) => {
        rows += count;
        if (rows > 4000) throw new Error('interrupted');
      },
    });
    await expect(interrupted).rejects.toThrow('interrupted');

    await expect((async () => openStore(to))()).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/^A move from sqlite:.* is not finished/),
    });
    await expect(move(to, ndjson('unfinished'))).rejects.toThrow('is not finished');
    await fill(sqlite('other'), 1);
    await expect(move(sqlite('other'), to)).rejects.toThrow(/a move from sqlite:.*from is not finished/);
    await move(sqlite('from'), to);

    expect(await exportOf(to, 'copy')).toBe(await exportOf(sqlite('from'), 'original'));
  });

  test.each<[string, (store: Store) => Promise<unknown>]>([
    ['a repository', (store) => addRepository(store, 'late')],
    [
      'a setting',
      (store) => store.repositories.changeRepository({ repositoryId: 2, settings: { website: 'x' }, at: 99 }),
    ],
  ])(
    '%s that is written to the source meanwhile is told of, and the copy does not count as whole',
    async (_, write) => {
      const [from, to] = [kind === 'sqlite' ? await postgres() : sqlite('from'), await target()];
      await fill(from, 10);
      await using store = await openStore(from);
      let steps = 0;
      const writeOnce = {
        ...silent,
        async step() {
          steps += 1;
          if (steps === 1) await write(store);
        },
      };

      await expect(move(from, to, writeOnce)).rejects.toMatchObject({
        code: 'conflict',
        message: expect.stringContaining('was written to while it was copied'),
      });
      await expect((async () => openStore(to))()).rejects.toThrow('is not finished');
    },
  );
});

test('a copy that differs from its source is told of', async () => {
  const to = await postgres();
  await fill(sqlite('from'), 10);
  let steps = 0;
  const spoil = {
    ...silent,
    async step() {
      steps += 1;
      if (steps === 2)
        await runSql(to.database.url, `update commit_statuses set name = 'spoiled' where key = 'key 1 ä'`);
    },
  };

  await expect(move(sqlite('from'), to, spoil)).rejects.toThrow(/^The copy of commit_statuses differs from the source/);
});

test('a source that cannot be read as a whole keeps no connection', async () => {
  const from = await postgres();
  await fill(from, 1);
  await runSql(from.database.url, 'alter table webhook_subscriptions rename to gone');

  await expect(move(from, ndjson('x'))).rejects.toThrow('webhook_subscriptions');
  expect(
    await runSql(
      from.database.url,
      `select state from pg_stat_activity where application_name = 'signalbox'
    and datname = current_database()`,
    ),
  ).toEqual([]);
});

test('an older source is not touched', async () => {
  await fill(sqlite('from'), 1);
  const file = join(directory, 'from', 'signalbox.sqlite');
  {
    using database = new DatabaseSync(file);
    database.exec('delete from migrations where number = 6; drop table moves');
  }

  await expect(move(sqlite('from'), ndjson('x'))).rejects.toThrow('signalbox database migrate');
  await expect(move(sqlite('none'), ndjson('y'))).rejects.toMatchObject({ code: 'not_found' });
  expect(existsSync(join(directory, 'none'))).toBe(false);
});

describe('a file', () => {
  const path = (name: string) => ndjson(name).file;

  test('is for its owner alone, and never overwritten', async () => {
    await fill(sqlite('from'), 1);
    await move(sqlite('from'), ndjson('export'));

    expect(statSync(path('export')).mode & 0o777).toBe(0o600);
    await expect(move(sqlite('from'), ndjson('export'))).rejects.toMatchObject({ code: 'conflict' });
    expect(readdirSync(directory).filter((name) => name.includes('unfinished'))).toEqual([]);
  });

  test.each<[string, (text: string) => string, RegExp]>([
    ['is cut off', (text) => text.slice(0, text.lastIndexOf('{"end"')), /its last line is missing/],
    ['is cut off in a line', (text) => text.slice(0, -100), /^Line \d+ of .* it is no JSON object/],
    ['was changed', (text) => text.replace('"name":"acme"', '"name":"acmf"'), /has been changed since it was written/],
    ['lacks a row', (text) => text.replace(/\{"commits".*\n/, ''), /takes no such rows of commit_statuses/],
    ['lacks the last row', (text) => text.replace(/\n\{"audit_events".*\n\{"end"/, '\n{"end"'), /has been changed/],
    ['has a wrong column', (text) => text.replace('"slug":"acme"', '"slug":5'), /^Line 3 of .* such as slug/],
    ['has a stranger', (text) => text.replace('{"commits"', '{"gadgets"'), /there is no table 'gadgets'/],
    ['has another schema', (text) => text.replace(/"schema":\d+/, '"schema":99'), /has schema 99/],
    ['is of something else', () => '{"hello":1}\n', /^Line 1 of .* there is no table 'hello'/],
    ['is empty', () => '', /is no export of Signalbox/],
    ['has no header', () => '{"signalbox":null}\n', /^Line 1 of .* there is no table 'signalbox'/],
    ['has a header without counts', () => '{"signalbox":{"version":1,"schema":6}}\n', /^Line 1 of /],
    ['has an empty end', (text) => text.replace(/"end":.*/, '"end":null}'), /there is no table 'end'/],
  ])('that %s is refused', async (_, change, message) => {
    await fill(sqlite('from'), 3);
    const text = await exportOf(sqlite('from'), 'export');
    writeFileSync(path('changed'), change(text));
    const to = sqlite('to');

    await expect(move(ndjson('changed'), to)).rejects.toMatchObject({ message: expect.stringMatching(message) });
    if (existsSync(join(directory, 'to')))
      await expect((async () => openStore(to))()).rejects.toThrow('is not finished');
  });

  test('that cannot be written or read is told of', async () => {
    await fill(sqlite('from'), 1);

    await expect(move(sqlite('from'), ndjson('none/export'))).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('cannot be written'),
    });
    await expect(move({ kind: 'ndjson', file: directory }, sqlite('to'))).rejects.toMatchObject({
      code: 'unavailable',
    });
  });

  test('with more behind its end is refused', async () => {
    await fill(sqlite('from'), 1);
    await move(sqlite('from'), ndjson('export'));
    appendFileSync(path('export'), '{"end":{"tables":[]}}\n');

    await expect(move(ndjson('export'), sqlite('to'))).rejects.toThrow('has been changed');
    await expect(move(ndjson('none'), sqlite('to2'))).rejects.toMatchObject({ code: 'not_found' });
  });
});
