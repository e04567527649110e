import { expect, test } from 'vitest';
import { buildUrl } from '../support/addresses.ts';
import { call } from '../support/call.ts';
import { runSql } from '../support/databases.ts';
import { startServer } from '../support/start-server.ts';
import { createTestDatabase } from '../support/test-database.ts';

const json = { key: 'ci', state: 'FAILED', refname: 'feature' };

test('a server goes on while a newer version adds a column to each of its tables', async () => {
  await using database = await createTestDatabase();
  await using server = await startServer({ memory: false, databaseUrl: database.url });
  const repository = `${server.baseUrl}/2.0/repositories/acme/widgets`;
  const source = { branch: { name: 'feature' } };
  await call(buildUrl(server.baseUrl), { method: 'POST', json });
  await call(`${repository}/pullrequests`, { method: 'POST', json: { title: 't', source, destination: source } });
  await call(`${repository}/pullrequests`, {
    method: 'POST',
    json: { title: 't', source, destination: { branch: { name: 'main' } } },
  });
  const ask = async () => {
    const paths = ['', '/pullrequests', '/pullrequests/1', '/pullrequests/1/statuses', '/hooks', '/refs', '/commits'];
    const answers = await Promise.all(paths.map((path) => call(`${repository}${path}`)));
    const post = await call(buildUrl(server.baseUrl), { method: 'POST', json });
    return [...answers, post].map(({ status }) => status);
  };
  const before = await ask();
  const tables = (await runSql(
    database.url,
    `select table_name from information_schema.tables where table_schema = 'public'`,
  )) as { readonly table_name: string }[];
  for (const { table_name: table } of tables) await runSql(database.url, `alter table ${table} add column extra text`);

  expect(before).toEqual(before.map(() => 200));
  for (let round = 0; round < 3; round += 1) expect(await ask()).toEqual(before);
});
