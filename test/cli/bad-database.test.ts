import { describe, expect, inject, test } from 'vitest';
import { runSql } from '../support/databases.ts';
import { runProgram } from '../support/program.ts';
import { createTestDatabase } from '../support/test-database.ts';

const setting = '--database-url (SIGNALBOX_DATABASE_URL)';

/** The address of the test server with something else in it, and how people are shown it. */
function changed(
  change: Partial<Record<'username' | 'password' | 'hostname' | 'port' | 'pathname' | 'search', string>>,
) {
  const url = Object.assign(new URL(inject('postgresUrl')), change);
  return { url: url.href, shown: `postgres://${url.host}${url.pathname}` };
}

/** Starts a server that cannot start. */
async function start(url: string) {
  const { code, stdout, stderr } = await runProgram(['serve', '--port', '0'], { env: { SIGNALBOX_DATABASE_URL: url } });
  expect([code, stdout]).toEqual([1, '']);
  const password = new URL(inject('postgresUrl')).password;
  for (const secret of [password, 'hunter2']) if (secret !== '') expect(stderr).not.toContain(`:${secret}@`);
  return stderr;
}

describe('a server that is told of a database that it cannot use says so in a sentence, and ends', () => {
  test.each(['nonsense', 'mysql://root:hunter2@localhost/x', 'postgres:/localhost/x', 'postgres:// /x'])(
    'a wrong address: %s',
    async (url) => {
      expect(await start(url)).toBe(
        `signalbox: ${setting} is an address like postgres://user:password@host:5432/database.\n`,
      );
    },
  );

  test('a password that is wrong', async () => {
    const { url, shown } = changed({ password: 'hunter2' });

    expect(await start(url)).toBe(
      `signalbox: ${shown} refused the user postgres (password authentication failed for user "postgres"). Check the user and the password in ${setting}.\n`,
    );
  });

  test('a user that is not there', async () => {
    const { url, shown } = changed({ username: 'nobody' });

    expect(await start(url)).toContain(`${shown} refused the user nobody (`);
  });

  test('a database that is not there', async () => {
    const { url, shown } = changed({ pathname: '/signalbox_none' });

    expect(await start(url)).toBe(
      `signalbox: ${shown} does not exist. Make it with createdb --encoding=UTF8, or name another in ${setting}.\n`,
    );
  });

  test('a port that nobody listens on', async () => {
    const { url, shown } = changed({ hostname: '127.0.0.1', port: '1' });

    expect(await start(url)).toBe(
      `signalbox: ${shown} cannot be reached (connect ECONNREFUSED 127.0.0.1:1). Is it running, and is ${setting} right?\n`,
    );
  });

  test('a host that has no address', async () => {
    const { url, shown } = changed({ hostname: 'no-such-host.invalid' });

    expect(await start(url)).toMatch(new RegExp(`^signalbox: ${shown} cannot be reached \\(getaddrinfo E`));
  });

  test('TLS from a server that has none', async () => {
    const { url, shown } = changed({ search: '?sslmode=require' });

    expect(await start(url)).toBe(`signalbox: ${shown} speaks no TLS, and sslmode in ${setting} asks for it.\n`);
  });

  test('a file of the address that is not there', async () => {
    const { url } = changed({ search: '?sslmode=verify-full&sslrootcert=/none' });

    expect(await start(url)).toMatch(
      /^signalbox: The address of the database cannot be used \(ENOENT: .*none.*\)\.\n$/,
    );
  });

  test.each(['prefer', 'verify_full', ''])('an sslmode that is none: %j', async (mode) => {
    const { url } = changed({ search: `?sslmode=${mode}` });

    expect(await start(url)).toBe(
      `signalbox: sslmode of the database is one of disable, require, verify-ca, verify-full, not '${mode}'.\n`,
    );
  });

  test.each(['create table workspaces (x text)', 'create table migrations (version text)'])(
    'a database of another program: %s',
    async (statement) => {
      await using database = await createTestDatabase({ isEmpty: true });
      await runSql(database.url, statement);

      expect(await start(database.url)).toMatch(
        /^signalbox: postgres:\S+ has tables of another program \(.*\)\. Give Signalbox a database, or a schema, of its own\.\n$/,
      );
    },
  );

  test('a user that may not make tables', async () => {
    await using database = await createTestDatabase({ isEmpty: true });
    const user = database.name;
    await runSql(database.url, `create role ${user} login password 'hunter2'`);
    await runSql(database.url, 'revoke create on schema public from public');
    const url = Object.assign(new URL(database.url), { username: user, password: 'hunter2' });

    const stderr = await start(url.href);

    await runSql(database.url, `drop role ${user}`);
    expect(stderr).toContain(`The user ${user} may not make tables in postgres://`);
    expect(stderr).toContain('grant create on its schema');
  });

  test('a schema that a newer version has changed', async () => {
    await using database = await createTestDatabase();
    await runSql(database.url, `insert into migrations values (9999, '9999_future.sql', '2099-01-01', 1)`);

    expect(await start(database.url)).toContain('The data was written by a newer version of Signalbox (schema 9999;');
  });

  test('an encoding that cannot hold every text', async () => {
    await using database = await createTestDatabase();
    const name = `${database.name}_ascii`;
    await runSql(database.url, `create database ${name} template template0 encoding 'SQL_ASCII' locale 'C'`);

    const stderr = await start(Object.assign(new URL(database.url), { pathname: `/${name}` }).href);

    await runSql(database.url, `drop database ${name} with (force)`);
    expect(stderr).toContain("has the encoding SQL_ASCII. Make one with encoding 'UTF8'.");
  });
});
