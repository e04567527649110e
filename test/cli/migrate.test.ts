import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openSqliteStore } from '../../src/sql/sqlite/open-sqlite-store.ts';
import { buildUrl } from '../support/addresses.ts';
import { call } from '../support/call.ts';
import { runSql } from '../support/databases.ts';
import { addRepository } from '../support/describe-stores.ts';
import { fillStore } from '../support/fill-store.ts';
import { runProgram, startCommand, startProgram } from '../support/program.ts';
import { createTemporaryDirectory } from '../support/temporary-directory.ts';
import { createTestDatabase } from '../support/test-database.ts';

let directory: ReturnType<typeof createTemporaryDirectory>;
let data: string;
beforeEach(() => {
  directory = createTemporaryDirectory();
  data = join(directory.path, 'data');
});
afterEach(() => directory[Symbol.dispose]());

async function fill(statuses: number): Promise<void> {
  await using store = openSqliteStore({ dataDirectory: data });
  await fillStore(store, statuses);
}

test('a move tells how far it is and what it moved, and the servers go on at the other place', async () => {
  await using database = await createTestDatabase({ isEmpty: true });
  await fill(5);

  const { code, stdout, stderr } = await runProgram(['migrate', '--from', `sqlite:${data}`, '--to', database.url]);

  expect([code, stdout.split('\n').slice(-4)]).toEqual([
    0,
    ['status_events\t15', 'audit_events\t14', 'Everything was moved, and is the same on both sides.', ''],
  ]);
  expect(stderr).toMatch(/Copying .* 100 % of \d+ rows/);
  expect(stderr).toMatch(/Comparing .* 100 % of \d+ rows/);
  const env = { SIGNALBOX_DATABASE_URL: database.url };
  await using program = await startProgram(['dev', '--port', '0'], { env });
  const { body } = await call(`${program.baseUrl}/2.0/repositories/acme?sort=slug&fields=values.slug`);
  expect(body).toEqual({ values: [{ slug: 'new-one' }, { slug: 'new-two' }] });
  const posted = await call(buildUrl(program.baseUrl, { repository: 'acme/new-one' }), {
    method: 'POST',
    json: { key: 'ci', state: 'FAILED' },
  });
  expect(posted.status).toBe(201);
});

test('a move that was killed in the middle goes on, and nothing is missing', { timeout: 120_000 }, async () => {
  await using database = await createTestDatabase({ isEmpty: true });
  await fill(8000);
  const args = ['migrate', '--from', `sqlite:${data}`, '--to', database.url];
  const { process: child, exited } = startCommand(args);
  const written = async () => {
    const [move] = (await runSql(database.url, 'select progress from moves')) as { readonly progress: string }[];
    return JSON.parse(move?.progress ?? '{}').commit_statuses ?? 0;
  };
  await vi.waitFor(async () => expect(await written()).toBeGreaterThan(0), { timeout: 30_000, interval: 5 });
  child.kill('SIGKILL');
  await exited;
  const interruptedAt = await written();

  const again = await runProgram([...args, '--json']);

  const events = JSON.parse(again.stdout).tables.find(
    ({ table }: { readonly table: string }) => table === 'status_events',
  );
  expect([again.code, interruptedAt > 0, events.rows]).toEqual([0, true, 24_000]);
  expect(await runSql(database.url, 'select count(*)::integer from status_events')).toEqual([{ count: 24_000 }]);
});

test('exports and imports through a pipe', async () => {
  await fill(5);
  const other = join(directory.path, 'other');
  const exported = await runProgram(['migrate', '--from', `sqlite:${data}`, '--to', 'ndjson:-']);

  const imported = await runProgram(['migrate', '--from', 'ndjson:-', '--to', `sqlite:${other}`, '--json'], {
    input: exported.stdout,
  });

  expect([exported.code, imported.code]).toEqual([0, 0]);
  expect(exported.stderr).toContain('Everything was moved');
  const back = await runProgram(['migrate', '--from', `sqlite:${other}`, '--to', 'ndjson:-']);
  expect(back.stdout).toBe(exported.stdout);
});

test.each([
  [
    ['--from', 'x', '--to', 'postgres:/u:hunter2@h/x'],
    /--from \(SIGNALBOX_FROM\) is sqlite:DIR.*\n.*--to \(SIGNALBOX_TO\) is/,
  ],
  [[], /--from \(SIGNALBOX_FROM\)/],
  [['--from', 'sqlite:/none/at/all', '--to', 'ndjson:-'], /There is no data of Signalbox in \/none\/at\/all\./],
  [['--from', 'ndjson:/none', '--to', 'ndjson:-'], /\/none cannot be read/],
])('refuses %j in a sentence', async (args, message) => {
  const { code, stdout, stderr } = await runProgram(['migrate', ...args]);

  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(message);
  expect(stderr).not.toMatch(/hunter2|\n {4}at /);
});

test('nothing is overwritten', async () => {
  await fill(1);
  await using store = openSqliteStore({ dataDirectory: join(directory.path, 'mine') });
  await addRepository(store, 'mine');

  const { code, stderr } = await runProgram(['migrate', '--to', `sqlite:${directory.path}/mine`], {
    env: { SIGNALBOX_FROM: `sqlite:${data}` },
  });

  expect([code, stderr]).toEqual([
    1,
    expect.stringContaining('is not empty: it has workspaces. Nothing is overwritten'),
  ]);
  expect((await store.repositories.listRepositories({ offset: 0, limit: 10 })).size).toBe(1);
});
