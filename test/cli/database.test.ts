import { mkdirSync, readdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { buildUrl, hashFrom } from '../support/addresses.ts';
import { call } from '../support/call.ts';
import { countTornStatuses } from '../support/count-torn-statuses.ts';
import { createDatabase } from '../support/databases.ts';
import { startPostgres } from '../support/postgres-server.ts';
import { type RunningProgram, runProgram, startProgram } from '../support/program.ts';
import { createTemporaryDirectory } from '../support/temporary-directory.ts';

let data: string;

beforeEach(() => {
  const directory = createTemporaryDirectory();
  onTestFinished(() => directory[Symbol.dispose]());
  data = directory.path;
});

function database(...args: string[]) {
  return runProgram(['database', ...args, '--data', data]);
}

describe('signalbox database migrate and status', () => {
  test('make the database and tell of it, for people and for programs', async () => {
    const missing = await database('status');
    expect([missing.code, missing.stderr]).toEqual([
      1,
      `signalbox: There is no data of Signalbox in ${data}. Name another directory with --data.\n`,
    ]);
    expect(readdirSync(data)).toEqual([]);

    expect((await database('migrate')).stdout).toMatch(/^Applied 0001_initial\.sql, 0002_\w+\.sql.*\.\n$/);
    expect((await database('migrate')).stdout).toBe('The schema is the newest already.\n');
    expect(JSON.parse((await database('migrate', '--json')).stdout)).toEqual({ applied: [] });
    expect((await database('status')).stdout).toMatch(/^database {5}SQLite \d.*\nschema {7}\d+, the newest that this/m);
    expect(JSON.parse((await database('status', '--json')).stdout)).toMatchObject({
      kind: 'sqlite',
      address: join(data, 'signalbox.sqlite'),
      schema: { missing: [], newer: [], is_usable: true },
      rows: { workspaces: { count: 0, precision: 'exact' } },
      connections: null,
      citus: null,
    });
  });

  test('migrate makes a data directory that is missing, and status does not', async () => {
    const nested = join(data, 'nested');
    expect((await runProgram(['database', 'status', '--data', nested])).code).toBe(1);
    expect(readdirSync(data)).toEqual([]);

    const { code } = await runProgram(['database', 'migrate', '--data', nested]);

    expect([code, readdirSync(nested)]).toEqual([0, ['signalbox.sqlite']]);
  });

  test('work on PostgreSQL, without showing the password', async () => {
    await using postgres = await startPostgres();
    const { url } = await createDatabase(postgres.url);
    const run = (...args: string[]) => runProgram(['database', ...args], { env: { SIGNALBOX_DATABASE_URL: url } });

    const before = await run('status');
    const migrated = await run('migrate');
    const after = await run('status');
    const distributed = await run('distribute');

    expect(before.stdout).toMatch(/^schema {7}none, 0001_initial\.sql, .* to come with signalbox database migrate$/m);
    expect(migrated.stdout).toMatch(/^Applied 0001_initial\.sql/);
    expect(after.stdout).toMatch(/^address {6}postgres:\/\/127\.0\.0\.1:\d+\/signalbox_test_\w+$/m);
    expect(after.stdout).toMatch(/^connections {2}\d+ of 300 in use\nCitus {8}not installed$/m);
    expect([distributed.code, distributed.stderr]).toEqual([1, expect.stringContaining('does not have Citus')]);
    for (const { stdout, stderr } of [before, migrated, after, distributed]) {
      expect(stdout + stderr).not.toContain(`:${new URL(url).password}@`);
    }
  });
});

describe('signalbox database backup', () => {
  test('backs up while a server writes: all that was acknowledged before is in it, and nothing is torn', async () => {
    await using server = await startProgram(['dev', '--port', '0', '--data', data]);
    await using load = startLoad(server);
    await load.acknowledgedMoreThan(1200);
    const before = [...load.acknowledged];
    const file = join(data, 'backup.sqlite');

    const { code, stdout } = await database('backup', file);
    const during = load.acknowledged.length - before.length;

    expect([code, stdout]).toEqual([0, `Backed up into ${file}, ${statSync(file).size} bytes.\n`]);
    expect(during).toBeGreaterThan(0);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    using copy = new DatabaseSync(file, { readOnly: true });
    const events = copy.prepare('select name from status_events').all();
    const kept = new Set(events.map(({ name }) => name));
    expect(before.filter((name) => !kept.has(name))).toEqual([]);
    expect(countTornStatuses(copy)).toBe(0);
    expect(copy.prepare('pragma integrity_check').get()).toEqual({ integrity_check: 'ok' });
  });

  test('is restored by its name', async () => {
    {
      await using server = await startProgram(['dev', '--port', '0', '--data', data]);
      await call(buildUrl(server.baseUrl), { method: 'POST', json: { key: 'ci', state: 'FAILED' } });
    }
    const restored = join(data, 'restored');
    mkdirSync(restored);
    const file = join(restored, 'backup');

    const { stdout } = await database('backup', file, '--json');
    expect(JSON.parse(stdout)).toEqual({ file, bytes: statSync(file).size });
    renameSync(file, join(restored, 'signalbox.sqlite'));

    await using server = await startProgram(['dev', '--port', '0', '--data', restored]);
    expect((await call(buildUrl(server.baseUrl, { key: 'ci' }))).body.state).toBe('FAILED');
  });

  test('refuses to overwrite, and to back up what is not there', async () => {
    const missing = await database('backup', join(data, 'file'));
    expect([missing.code, missing.stderr]).toEqual([1, expect.stringContaining('There is no data of Signalbox in')]);
    expect(readdirSync(data)).toEqual([]);
    await runProgram(['repository', 'add', 'acme/widgets', '--data', data]);

    const taken = await database('backup', join(data, 'signalbox.sqlite'));

    expect([taken.code, taken.stderr]).toEqual([
      1,
      expect.stringContaining('is there already. Nothing is overwritten; name another file.'),
    ]);
  });

  test('names the programs of PostgreSQL, without the password, and says that it made nothing', async () => {
    const address = 'postgres://signalbox:secret@db.example.com/builds';

    const finished = await runProgram(['database', 'backup', '/b.dump', '--database-url', address]);

    expect(finished).toEqual({
      code: 1,
      stdout: [
        'pg_dump --format=custom --file=/b.dump postgres://signalbox@db.example.com/builds',
        'pg_restore --exit-on-error --no-owner --dbname=postgres://signalbox@db.example.com/builds /b.dump\n',
      ].join('\n'),
      stderr: expect.stringContaining('signalbox: No backup was made'),
    });
  });
});

/** Writes statuses of some kilobytes from many connections until it is disposed of; `acknowledged` tells them apart. */
function startLoad({ baseUrl }: RunningProgram) {
  const acknowledged: string[] = [];
  const waiting = Promise.withResolvers<void>();
  let isStopped = false;
  let awaited = Number.POSITIVE_INFINITY;
  const write = async (writer: number) => {
    for (let turn = 0; !isStopped; turn += 1) {
      const name = `${writer}/${turn}`;
      const json = { key: `${writer}-${turn % 50}`, name, state: 'INPROGRESS', description: 'x'.repeat(4000) };
      const { status } = await call(buildUrl(baseUrl, { commit: hashFrom(`c${turn}`) }), { method: 'POST', json });
      if (status === 200 || status === 201) acknowledged.push(name);
      if (acknowledged.length > awaited) waiting.resolve();
    }
  };
  const writers = Array.from({ length: 16 }, (_, writer) => write(writer));
  return {
    acknowledged,
    acknowledgedMoreThan(count: number) {
      awaited = count;
      return Promise.race([waiting.promise, Promise.all(writers)]);
    },
    async [Symbol.asyncDispose]() {
      isStopped = true;
      await Promise.all(writers);
    },
  };
}

describe('signalbox database distribute', () => {
  test('says that SQLite cannot be distributed, and makes nothing', async () => {
    expect(await database('distribute')).toEqual({
      code: 1,
      stdout: '',
      stderr: `signalbox: Only a PostgreSQL database with Citus can be distributed; the SQLite file in ${data} stays on one machine. Name a database with --database-url (SIGNALBOX_DATABASE_URL).\n`,
    });
    expect(readdirSync(data)).toEqual([]);
  });
});
