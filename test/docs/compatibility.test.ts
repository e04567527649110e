import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { call } from '../support/call.ts';
import { startServer } from '../support/start-server.ts';

test('docs/compatibility.md lists the operations that there are', async () => {
  await using server = await startServer();
  const { paths } = (await call(`${server.baseUrl}/openapi.json`)).body;
  const markdown = readFileSync('docs/compatibility.md', 'utf8');

  const documented = [
    ...markdown.matchAll(/^\| `(GET|POST|PUT|DELETE) (\S+)` \| (?:same|more lenient|different) \|/gm),
  ].map(([, method, path]) => `${method} ${path}`);

  const served = Object.entries<object>(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(documented.toSorted()).toEqual(served.toSorted());
});
