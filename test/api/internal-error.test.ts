import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { buildUrl, statusesUrl } from '../support/addresses.ts';
import { call } from '../support/call.ts';
import { startServer } from '../support/start-server.ts';
import { createTemporaryDirectory } from '../support/temporary-directory.ts';

test('an error that nobody foresaw is a 500 that tells nothing of its inside, and the server goes on', async () => {
  using directory = createTemporaryDirectory();
  await using server = await startServer({ memory: false, data: directory.path, logLevel: 'silent' });
  const json = { key: 'ci', state: 'FAILED' };
  await call(buildUrl(server.baseUrl), { method: 'POST', json });
  renameTable(directory.path, 'commit_statuses', 'elsewhere');

  const answers = [
    await call(statusesUrl(server.baseUrl)),
    await call(buildUrl(server.baseUrl), { method: 'POST', json }),
    await call(statusesUrl(server.baseUrl), { headers: { accept: 'text/html' } }),
  ];

  for (const { status, headers, body } of answers) {
    expect([status, headers.get('access-control-allow-origin')]).toEqual([500, '*']);
    expect(body).toEqual({
      type: 'error',
      error: {
        message: 'Something went wrong on the server. Its log says what.',
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      },
    });
  }
  renameTable(directory.path, 'elsewhere', 'commit_statuses');
  expect((await call(buildUrl(server.baseUrl), { method: 'POST', json })).status).toBe(200);
});

test.each(['/assets/%00', '/assets/%2e%2e/x', '/assets/none'])(
  '%s is not there, and no error of the server',
  async (path) => {
    await using server = await startServer();

    expect((await call(`${server.baseUrl}${path}`)).status).toBe(404);
  },
);

function renameTable(dataDirectory: string, from: string, to: string): void {
  using database = new DatabaseSync(join(dataDirectory, 'signalbox.sqlite'));
  database.exec(`alter table ${from} rename to ${to}`);
}
