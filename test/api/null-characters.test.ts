import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildUrl, statusesUrl } from '../support/addresses.ts';
import { call } from '../support/call.ts';
import { type RunningServer, startServer } from '../support/start-server.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

describe.each(['memory', 'PostgreSQL'])('on %s', (kind) => {
  let database: TestDatabase;
  let server: RunningServer;
  beforeAll(async () => {
    database = await createTestDatabase();
    server = await startServer(kind === 'memory' ? {} : { memory: false, databaseUrl: database.url });
    await call(buildUrl(server.baseUrl), { method: 'POST', json: { key: 'ci', state: 'FAILED' } });
  });
  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    await database[Symbol.asyncDispose]();
  });

  const widgets = '/2.0/repositories/acme/widgets';

  test.each([
    '/2.0/workspaces/a%00',
    `${widgets}%00`,
    `${widgets}/refs/branches/a%00b`,
    `${widgets}/commits/a%00b`,
    '/acme/widgets/commits/a%00',
  ])('nothing is found at %s', async (path) => {
    expect((await call(`${server.baseUrl}${path}`)).status).toBe(404);
  });

  test.each(['refname=a%00', 'q=name%3D%22a%00b%22'])('a parameter like %s is wrong', async (parameter) => {
    const { status, body } = await call(`${statusesUrl(server.baseUrl)}?${parameter}`);

    expect([status, body.error.message]).toEqual([400, 'Null characters are not allowed in a URL.']);
  });
});
