import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, copyFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPostgresStore } from '../../src/sql/postgres/open-postgres-store.ts';
import { call } from '../support/call.ts';
import { runSql } from '../support/databases.ts';
import { needsOtherUser } from '../support/embedded-postgres.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { testSettings } from '../support/postgres-settings.ts';
import { startServer } from '../support/start-server.ts';
import { createTemporaryDirectory } from '../support/temporary-directory.ts';

const authority = resolve('test/fixtures/tls/server.crt');

let parts: AsyncDisposableStack;
let postgres: PostgresServer;

/** A PostgreSQL that speaks TLS, and lets nobody in who does not. */
beforeAll(async () => {
  parts = new AsyncDisposableStack();
  postgres = parts.use(await startPostgres());
  const { path } = parts.use(createTemporaryDirectory());
  const rules = join(path, 'pg_hba.conf');
  writeFileSync(rules, 'hostssl all all 127.0.0.1/32 scram-sha-256\n');
  for (const name of ['server.crt', 'server.key']) copyFileSync(join('test/fixtures/tls', name), join(path, name));
  chmodSync(join(path, 'server.key'), 0o600);
  if (needsOtherUser) giveToPostgres(path, rules, join(path, 'server.crt'), join(path, 'server.key'));
  const settings = { ssl: 'on', ssl_cert_file: join(path, 'server.crt'), ssl_key_file: join(path, 'server.key') };
  for (const [name, value] of Object.entries({ ...settings, hba_file: rules })) {
    await runSql(postgres.url, `alter system set ${name} to '${value}'`);
  }
  await postgres.stop();
  await postgres.start();
});

afterAll(() => parts?.disposeAsync());

function giveToPostgres(...paths: readonly string[]): void {
  const [user, group] = ['-u', '-g'].map((flag) =>
    Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' })),
  );
  for (const path of paths) chownSync(path, user ?? 0, group ?? 0);
}

function address(parameters: string): string {
  return `${postgres.url}?${parameters}`;
}

test.each([
  'sslmode=require',
  `sslmode=verify-full&sslrootcert=${authority}`,
  `sslmode=verify-ca&sslrootcert=${authority}`,
])('with %s, every connection of a server is encrypted', async (parameters) => {
  const databaseUrl = address(`${parameters}&application_name=encrypted`);
  await using server = await startServer({ memory: false, databaseUrl });
  expect((await call(`${server.baseUrl}/readyz`)).status).toBe(200);

  const rows = await runSql(
    address('sslmode=no-verify'),
    "select distinct ssl from pg_stat_ssl join pg_stat_activity using (pid) where application_name = 'encrypted'",
  );

  expect(rows).toEqual([{ ssl: true }]);
});

test.each([
  [
    'a certificate of an unknown authority',
    'sslmode=verify-full',
    /^The certificate of postgres:\S+ cannot be trusted \(.*\)\. Name the authority that signed it with sslrootcert=FILE in --database-url/,
  ],
  [
    'an authority that cannot be read',
    'sslmode=verify-full&sslrootcert=/no/such/file',
    /^The address of the database cannot be used \(ENOENT.*\/no\/such\/file/,
  ],
  [
    'to speak without TLS where the server insists on it',
    'sslmode=disable',
    /^postgres:\S+ does not let the user postgres in like this \(.*no encryption\)\. .*sslmode/,
  ],
])('refuses %s, and says what to do', async (_, parameters, message) => {
  await expect(openPostgresStore(testSettings(address(parameters)))).rejects.toThrow(message);
});

test('does not show the password when it refuses', async () => {
  const refused = openPostgresStore(testSettings(address('sslmode=disable').replace(/:[^:@]+@/, ':pass-word@')));

  await expect(refused).rejects.toThrow(expect.objectContaining({ message: expect.not.stringContaining('pass-word') }));
});
