import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { call } from '../support/call.ts';
import { startServer } from '../support/start-server.ts';

const markdown = readFileSync('docs/compatibility.md', 'utf8');
const repository = '/2.0/repositories/{workspace}/{repo_slug}';

/** Where each resource of the section on members is answered. */
const resources = {
  'Commit status': `${repository}/commit/{commit}/statuses/build/{key}`,
  'Pull request': `${repository}/pullrequests/{pull_request_id}`,
  Repository: repository,
  Workspace: '/2.0/workspaces/{workspace}',
  Commit: `${repository}/commit/{commit}`,
  Branch: `${repository}/refs/branches/{name}`,
  Tag: `${repository}/refs/tags/{name}`,
  Webhook: `${repository}/hooks/{uid}`,
  'Branch restriction': `${repository}/branch-restrictions/{id}`,
  User: '/2.0/user',
  Page: `${repository}/pullrequests`,
};

async function readOpenApi() {
  await using server = await startServer();
  return (await call(`${server.baseUrl}/openapi.json`)).body;
}

test('docs/compatibility.md compares every operation that there is, and no other', async () => {
  const { paths } = await readOpenApi();

  const documented = [
    ...markdown.matchAll(/^\| `(GET|POST|PUT|DELETE) (\S+)` \| (?:same|more lenient|different) \|/gm),
  ].map(([, method, path]) => `${method} ${path}`);

  const served = Object.entries<object>(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(documented.toSorted()).toEqual(served.toSorted());
});

test('docs/compatibility.md compares every member of every answer, and no other', async () => {
  const { paths } = await readOpenApi();

  for (const [resource, path] of Object.entries(resources)) {
    const schema = paths[path].get.responses['200'].content['application/json'].schema;
    expect(membersIn(resource), resource).toEqual(Object.keys(schema.properties).toSorted());
  }
});

/** The names in the first cells of the table beneath the heading. */
function membersIn(resource: string): readonly string[] {
  const [, table = ''] = new RegExp(`^### ${resource}\\n([^#]*)`, 'm').exec(markdown) ?? [];
  const rows = [...table.matchAll(/^\| ([^|]+) \| (?:same|more lenient|different) \|/gm)];
  return rows.flatMap(([, cell = '']) => [...cell.matchAll(/`(\w+)`/g)].map(([, name = '']) => name)).toSorted();
}
