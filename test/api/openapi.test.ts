import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, test } from 'vitest';
import { buildUrl } from '../support/addresses.ts';
import { call } from '../support/call.ts';
import { listOperations, type Operation, type OperationAt } from '../support/openapi-operations.ts';
import { startServer } from '../support/start-server.ts';

/** Only Git has tags, and nobody can choose the UUID of a webhook. */
const unmade = ['getTag', 'getWebhook', 'updateWebhook', 'deleteWebhook'];

/** What can only be done before, or instead of, something else; each gets a server of its own. */
const alone = ['createRepository', 'declinePullRequest', 'mergePullRequest', 'deleteRepository'];

test('/openapi.json is valid OpenAPI 3.1 with this server in it', async () => {
  await using server = await startServer();

  const { body } = await call(`${server.baseUrl}/openapi.json`);

  expect(await new Validator().validate(structuredClone(body))).toEqual({ valid: true });
  expect(body.openapi).toMatch(/^3\.1\./);
  expect(body.servers).toEqual([{ url: server.baseUrl, description: 'This server' }]);
});

test('/openapi.json documents every operation with an example that works', async () => {
  await using server = await startServer();
  const operations = await listOperations(server.baseUrl);
  await prepare(server.baseUrl);

  for (const at of operations.filter(({ operation }) => !alone.includes(operation.operationId))) {
    await tryExample(server.baseUrl, at);
  }

  expect(operations.length).toBeGreaterThan(alone.length);
});

test.each(alone)('/openapi.json documents %s with an example that works', async (operationId) => {
  await using server = await startServer();
  const at = (await listOperations(server.baseUrl)).find(({ operation }) => operation.operationId === operationId);
  if (operationId !== 'createRepository') await prepare(server.baseUrl);

  expect(at).toBeDefined();
  if (at !== undefined) await tryExample(server.baseUrl, at);
});

/** Makes what the examples speak of. */
async function prepare(baseUrl: string): Promise<void> {
  const repository = 'my-workspace/my-repo';
  for (const key of ['MY-BUILD', 'build of the branch']) {
    const status = { key, state: 'SUCCESSFUL', refname: 'main' };
    await call(buildUrl(baseUrl, { repository }), { method: 'POST', json: status });
  }
  const pullRequest = { title: 'Widen the gate', source: { branch: { name: 'wider-gate' } } };
  await call(`${baseUrl}/2.0/repositories/${repository}/pullrequests`, { method: 'POST', json: pullRequest });
}

async function tryExample(baseUrl: string, { path, method, operation }: OperationAt): Promise<void> {
  const filled = path.replace(/\{(\w+)\}/g, (_, name) => exampleOf(operation, name));
  const json = operation.requestBody?.content['application/json']?.example;

  const answer = await call(`${baseUrl}${filled}`, { method, ...(json !== undefined && { json }) });

  expect(operation).toMatchObject({ summary: expect.any(String), description: expect.any(String) });
  const documented = Object.keys(operation.responses).filter((status) => status.startsWith('2'));
  const expected = unmade.includes(operation.operationId) ? ['404'] : documented;
  expect(expected, operation.operationId).toContain(String(answer.status));
}

function exampleOf({ parameters = [] }: Operation, name: string): string {
  return parameters.find((parameter) => parameter.name === name)?.example ?? `no example of ${name}`;
}
