import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, test } from 'vitest';
import { call } from '../support/call.ts';
import { startServer } from '../support/start-server.ts';

test('/openapi.json is valid OpenAPI 3.1 with this server in it', async () => {
  await using server = await startServer();

  const { body } = await call(`${server.baseUrl}/openapi.json`);

  expect(await new Validator().validate(structuredClone(body))).toEqual({ valid: true });
  expect(body.openapi).toMatch(/^3\.1\./);
  expect(body.servers).toEqual([{ url: server.baseUrl, description: 'This server' }]);
});

test('/openapi.json documents every operation with an example that works', async () => {
  await using server = await startServer();
  const { body } = await call(`${server.baseUrl}/openapi.json`);
  const operations = Object.entries<Record<string, Operation>>(body.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );
  // What is made first is there for the others to find.
  operations.sort((a, b) => Number(b.method === 'POST') - Number(a.method === 'POST'));

  for (const { path, method, operation } of operations) {
    expect(operation).toMatchObject({
      operationId: expect.any(String),
      summary: expect.any(String),
      description: expect.any(String),
    });
    const filled = path.replace(/\{(\w+)\}/g, (_, name) => exampleOf(operation, name));
    const json = operation.requestBody?.content['application/json']?.example;
    const answer = await call(`${server.baseUrl}${filled}`, { method, ...(json !== undefined && { json }) });
    expect([operation.operationId, answer.status]).toEqual([operation.operationId, method === 'POST' ? 201 : 200]);
  }
  expect(operations.length).toBe(4);
});

interface Operation {
  readonly operationId: string;
  readonly parameters: readonly { readonly name: string; readonly example?: string }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly example?: unknown } | undefined>> };
}

function exampleOf({ parameters }: Operation, name: string): string {
  return parameters.find((parameter) => parameter.name === name)?.example ?? `no example of ${name}`;
}
