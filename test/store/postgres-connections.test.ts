import { Client } from 'pg';
import { expect, test } from 'vitest';
import { type PostgresSettings, toClientConfig } from '../../src/sql/postgres/connection-settings.ts';
import { buildUrl } from '../support/addresses.ts';
import { call } from '../support/call.ts';
import { runSql } from '../support/databases.ts';
import { testSettings } from '../support/postgres-settings.ts';
import { startServer } from '../support/start-server.ts';
import { createTestDatabase } from '../support/test-database.ts';

function withParameters(url: string, parameters: Readonly<Record<string, string>>): string {
  return `${url}?${new URLSearchParams(parameters).toString().replaceAll('+', '%20')}`;
}

/** The names of the connections to that database, but for the one that asks. */
async function listConnections(url: string): Promise<readonly string[]> {
  const rows = await runSql(
    url,
    `select application_name as name from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`,
  );
  return (rows as readonly { readonly name: string }[]).map(({ name }) => name);
}

test.each<[string, Readonly<Record<string, string>>, string]>([
  ['signalbox', {}, 'signalbox'],
  ['as the address says', { application_name: 'builds of acme' }, 'builds of acme'],
])('the connections of a server are named %s', async (_, parameters, name) => {
  await using database = await createTestDatabase();
  await using server = await startServer({ memory: false, databaseUrl: withParameters(database.url, parameters) });
  await call(buildUrl(server.baseUrl), { method: 'POST', json: { key: 'ci', state: 'FAILED' } });

  const names = await listConnections(database.url);

  expect(names.length).toBeGreaterThan(0);
  expect([...new Set(names)]).toEqual([name]);
});

test.each<[string, Partial<PostgresSettings>, Readonly<Record<string, string>>, string, string]>([
  ['statement timeout', { statementTimeoutMs: 1500 }, {}, 'statement_timeout', '1500ms'],
  ['endless statements', { statementTimeoutMs: 0 }, {}, 'statement_timeout', '0'],
  ['lock timeout', { lockTimeoutMs: 250 }, {}, 'lock_timeout', '250ms'],
  ['endless waiting', { lockTimeoutMs: 0 }, {}, 'lock_timeout', '0'],
  ['end of forgotten transactions', {}, {}, 'idle_in_transaction_session_timeout', '30s'],
  [
    'isolation',
    {},
    { options: '-c default_transaction_isolation=serializable' },
    'transaction_isolation',
    'read committed',
  ],
  ['options of the address', {}, { options: '-c search_path=builds' }, 'search_path', 'builds'],
])('a session has the %s of the settings', async (_, settings, parameters, name, value) => {
  await using database = await createTestDatabase({ isEmpty: true });
  const url = withParameters(database.url, parameters);
  const client = new Client(toClientConfig({ ...testSettings(url), ...settings }));
  await client.connect();

  const { rows } = await client.query(`show ${name}`);
  await client.end();

  expect(rows).toEqual([{ [name]: value }]);
});

test('a server opens no more connections than its pool may have, however many requests there are', async () => {
  await using database = await createTestDatabase();
  const flags = { memory: false, databaseUrl: database.url, databasePoolSize: '4', logLevel: 'silent' };
  await using server = await startServer(flags);
  let isDone = false;
  const counts: number[] = [];
  const watch = async () => {
    while (!isDone) counts.push((await listConnections(database.url)).length);
  };

  const watching = watch();
  const answers = await Promise.all(Array.from({ length: 200 }, (_, n) => reportAndList(server.baseUrl, n % 40)));
  isDone = true;
  await watching;

  expect(answers.flat().filter((status) => status >= 300)).toEqual([]);
  expect(Math.max(...counts)).toBe(4);
});

/** A write, a short question, and one that is not. */
async function reportAndList(baseUrl: string, n: number): Promise<readonly number[]> {
  const repository = `acme/repository-${n}`;
  const posted = await call(buildUrl(baseUrl, { repository }), {
    method: 'POST',
    json: { key: `${n}`, state: 'FAILED' },
  });
  const found = await call(buildUrl(baseUrl, { repository, key: `${n}` }));
  const listed = await call(`${baseUrl}/2.0/repositories/acme?q=${encodeURIComponent('name ~ "repo"')}`);
  return [posted.status, found.status, listed.status];
}
