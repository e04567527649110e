import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../src/config/config.ts';
import { composeServer } from '../../src/server/compose-server.ts';
import { call } from '../support/call.ts';
import { listRoutes } from '../support/list-routes.ts';
import { exampleBody, fillPath, listOperations } from '../support/openapi-operations.ts';
import { findSchemaProblems } from '../support/response-validator.ts';
import { startServer } from '../support/start-server.ts';

/** Pages for people with what they load, and probes. */
const undocumented = [
  'GET /site/audit',
  'GET /',
  'GET /:/avatar.svg',
  'GET /:/:/avatar.svg',
  'GET /:/:/commits/:',
  'GET /assets/:',
  'GET /signalbox/avatars/:',
  'GET /openapi.json',
  'GET /docs/api',
  'GET /docs/api/js/scalar.js',
  'GET /healthz',
  'GET /readyz',
];

const operations = await listOperations();

test('/openapi.json is valid OpenAPI 3.1 with this server in it', async () => {
  await using server = await startServer();

  const { body } = await call(`${server.baseUrl}/openapi.json`);

  expect(await new Validator().validate(structuredClone(body))).toEqual({ valid: true });
  expect(body.openapi).toMatch(/^3\.1\./);
  expect(body.servers).toEqual([{ url: server.baseUrl, description: 'This server' }]);
});

test('/openapi.json has every route of the server', async () => {
  await using server = await composeServer(parseConfig('dev', { flags: { memory: true }, environment: {} }));
  await server.app.ready();

  const documented = operations.map(({ method, path }) => `${method} ${path.replace(/\{\w+\}/g, ':')}`);

  expect(listRoutes(server.app).toSorted()).toEqual([...documented, ...undocumented].toSorted());
});

describe.each(operations)('$method $path', (operation) => {
  test('is documented for people, with examples that are right', () => {
    const wrong = Object.values(operation.responses)
      .flatMap(({ content = {} }) => Object.values(content))
      .flatMap((media) => (media?.example === undefined ? [] : findSchemaProblems(media.schema, media.example)));

    expect(operation).toMatchObject({ summary: expect.any(String), description: expect.any(String) });
    if (operation.requestBody) expect(exampleBody(operation)).toBeDefined();
    expect(wrong).toEqual([]);
  });

  test('says whether it takes an access token in the URL', () => {
    const isTaken = operation.security.some((scheme) => 'access_token' in scheme);

    expect(isTaken).toBe(operation.method !== 'POST');
  });
});

const withBody = operations.filter(({ path, requestBody }) => requestBody !== undefined && path.startsWith('/2.0/'));

test.each(withBody)('$method $path is documented to need a body, or to do without', async (operation) => {
  await using server = await startServer();

  const { status } = await call(`${server.baseUrl}${fillPath(operation)}`, { method: operation.method });

  expect(operation.requestBody?.required).toBe(status === 400);
});
