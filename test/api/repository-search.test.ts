import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { repositoryFields } from '../../src/query/repository-fields.ts';
import { workspaceFields } from '../../src/query/workspace-fields.ts';
import { call } from '../support/call.ts';
import { listPages } from '../support/list-pages.ts';
import { type RunningServer, startServer } from '../support/start-server.ts';

let server: RunningServer;
/** The repositories of `acme` by their slugs, as they are shown. */
// biome-ignore lint/suspicious/noExplicitAny: as in `call`
let shown: Record<string, any>;

const created: readonly (readonly [string, object])[] = [
  ['api', { name: 'The API', description: 'Ärger & "Freude" 100%', language: 'go', is_private: true, has_wiki: true }],
  [
    'lib',
    { name: 'lib', language: 'typescript', fork_policy: 'no_forks', website: 'https://example.com', has_issues: true },
  ],
  ['web', { name: 'Web', language: 'typescript', project: { key: 'FRONT', name: 'Front end' } }],
];

beforeAll(async () => {
  server = await startServer();
  for (const [slug, json] of created) await call(`${url('acme')}/${slug}`, { method: 'POST', json });
  await call(`${url('other')}/web`, { method: 'POST', json: {} });
  shown = Object.fromEntries(
    // biome-ignore lint/suspicious/noExplicitAny: as in `call`
    (await call(url('acme'))).body.values.map((one: any) => [one.slug, one]),
  );
});
afterAll(() => server[Symbol.asyncDispose]());

function url(workspace: string): string {
  return `${server.baseUrl}/2.0/repositories/${workspace}`;
}

async function search(collection: string, parameters: Readonly<Record<string, string>>) {
  const { status, body } = await call(`${collection}?${new URLSearchParams(parameters)}`);
  if (status !== 200) throw new Error(body.error.message);
  return body.values.map(({ slug }: { slug: string }) => slug);
}

describe('repositories of a workspace', () => {
  test('are listed by slug, in Bitbucket’s envelope', async () => {
    const { body } = await call(url('ACME'));

    expect(body).toEqual({ size: 3, page: 1, pagelen: 10, values: [shown.api, shown.lib, shown.web] });
  });

  test('of a workspace that is not there are missed in Bitbucket’s words', async () => {
    const { status, body } = await call(url('none'));

    expect([status, body]).toEqual([
      404,
      { type: 'error', error: { message: "No workspace with identifier 'none'." } },
    ]);
  });

  const fields: Readonly<Record<keyof typeof repositoryFields, readonly (readonly [string, readonly string[]])[]>> = {
    name: [
      ['name = "Web"', ['web']],
      ['name = "web"', []],
      ['name ~ "THE a"', ['api']],
    ],
    slug: [
      ['slug != "web"', ['api', 'lib']],
      ['slug > "api" AND slug <= "lib"', ['lib']],
    ],
    full_name: [
      ['full_name = "acme/lib"', ['lib']],
      ['full_name ~ "/W"', ['web']],
    ],
    uuid: [['uuid = "$api.uuid"', ['api']]],
    description: [
      ['description ~ "ärger"', ['api']],
      ['description ~ "100%"', ['api']],
      ['description ~ "\\"freude\\""', ['api']],
      ['description = ""', ['lib', 'web']],
      ['description ~ "_"', []],
    ],
    language: [
      ['language IN ("go", "rust")', ['api']],
      ['language not in ("go", "rust")', ['lib', 'web']],
    ],
    website: [
      ['website = null', ['api', 'web']],
      ['website != null', ['lib']],
      ['website != "https://example.com"', ['api', 'web']],
      ['website ~ "EXAMPLE"', ['lib']],
    ],
    scm: [
      ['scm = "git"', ['api', 'lib', 'web']],
      ['scm = "hg"', []],
    ],
    fork_policy: [['fork_policy = "no_forks"', ['lib']]],
    is_private: [
      ['is_private = true', ['api']],
      ['is_private != true', ['lib', 'web']],
      ['is_private = null', []],
    ],
    has_issues: [['has_issues = TRUE', ['lib']]],
    has_wiki: [['has_wiki = false', ['lib', 'web']]],
    created_on: [
      ['created_on > 2020-01-01', ['api', 'lib', 'web']],
      ['created_on < 2020-01-01T00:00:00+02:00', []],
      ['created_on <= $lib.created_on', ['api', 'lib']],
      ['created_on = $lib.created_on', ['lib']],
    ],
    updated_on: [['updated_on >= $lib.updated_on', ['lib', 'web']]],
    'project.key': [
      ['project.key = "FRONT"', ['web']],
      ['project.key = "PROJ" OR project.key = "FRONT"', ['api', 'lib', 'web']],
    ],
    'project.name': [['project.name ~ "untitled"', ['api', 'lib']]],
    'workspace.slug': [['workspace.slug = "acme"', ['api', 'lib', 'web']]],
    'workspace.name': [['workspace.name = "other"', []]],
    'workspace.uuid': [['workspace.uuid = "$api.workspace.uuid"', ['api', 'lib', 'web']]],
    'owner.uuid': [['owner.uuid != "$api.owner.uuid"', []]],
    'parent.full_name': [
      ['parent.full_name = null', ['api', 'lib', 'web']],
      ['parent.full_name != "x"', ['api', 'lib', 'web']],
      ['parent.full_name ~ "x"', []],
    ],
  };

  /** Puts in what only the server knew: `$api.uuid` is a member of the repository `api`. */
  function fill(query: string): string {
    return query.replace(/\$([a-z]+)\.([a-z_.]+)/g, (_, slug, path: string) =>
      path.split('.').reduce((value, name) => value[name], shown[slug]),
    );
  }

  test.each(Object.values(fields).flat())('that match %s are %j', async (q, slugs) => {
    expect(await search(url('acme'), { q: fill(q) })).toEqual(slugs);
  });

  test.each(Object.keys(repositoryFields))('are sorted by %s both ways, ties by slug', async (field) => {
    const [up, down] = await Promise.all(
      [field, `-${field}`].map((sort) => search(url('acme'), { sort, fields: 'values.slug' })),
    );

    const expected = sortShown(field);
    expect([up, down]).toEqual([expected(1), expected(-1)]);
  });

  /** Undefined comes first, texts by code points. */
  function sortShown(field: string): (sign: number) => readonly string[] {
    // biome-ignore lint/suspicious/noExplicitAny: as in `call`
    const read = (slug: string) => field.split('.').reduce((value: any, name) => value?.[name], shown[slug]) ?? '';
    return (sign) =>
      Object.keys(shown).toSorted((a, b) => sign * (Number(read(a) > read(b)) - Number(read(a) < read(b))));
  }

  test.each(['language', '-is_private', 'scm', '-parent.full_name', undefined])(
    'sorted by %s, come once each, page by page',
    async (sort) => {
      const all = await search(url('acme'), { ...(sort && { sort }) });
      const pages = await listPages(`${url('acme')}?pagelen=1&q=slug+%21%3D+%22x%22${sort ? `&sort=${sort}` : ''}`);

      expect(pages.map(({ slug }) => slug)).toEqual(all);
    },
  );

  test.each([
    ['bogus = 1', "q: There is no field 'bogus'; there are name, slug, full_name,"],
    ['slug; drop table repositories', 'q: Syntax error at character 5'],
    ['slug = "x" OR 1 = 1', "q: There is no field '1'"],
    ['is_private ~ "t"', 'q: The field is_private cannot be compared with ~.'],
    ['created_on > "yesterday"', "q: 'yesterday' is not a date"],
    ['constructor = "x"', "q: There is no field 'constructor'"],
  ])('are not searched by %s', async (q, message) => {
    await expect(search(url('acme'), { q })).rejects.toThrow(message);
    expect(await search(url('acme'), {})).toEqual(['api', 'lib', 'web']);
  });

  test.each(['"; drop table repositories; --', "' OR '1'='1", '%', '_', '\\\\', '{}', '?'])(
    'take %s for a text like any other',
    async (text) => {
      expect(await search(url('acme'), { q: `name = "${text.replaceAll('"', '\\"')}"` })).toEqual([]);
    },
  );

  test.each(['bogus', '--slug', 'slug,name', 'slug desc', '"slug"'])('are not sorted by %s', async (sort) => {
    await expect(search(url('acme'), { sort })).rejects.toThrow('sort: Lists are sorted by one of name, slug');
  });

  test('are searched, sorted and paged at once, with links that keep all of it', async () => {
    const query = 'q=language+%3D+%22typescript%22&sort=-name&pagelen=1&role=member';
    const { body } = await call(`${url('acme')}?${query}`);

    expect([body.size, body.values[0].slug]).toEqual([2, 'lib']);
    expect(body.next).toBe(`${url('acme')}?${query}&page=2`);
    const second = (await call(body.next)).body;
    expect([second.values[0].slug, second.previous]).toEqual(['web', `${url('acme')}?${query}&page=1`]);
    expect(second).not.toHaveProperty('next');
  });

  test.each(['', ' '])('are all listed for q=%j', async (q) => {
    expect(await search(url('acme'), { q, sort: '' })).toEqual(['api', 'lib', 'web']);
  });
});

describe('repositories of the server', () => {
  test('are listed by workspace and slug', async () => {
    const { body } = await call(`${server.baseUrl}/2.0/repositories?fields=size,values.full_name`);

    expect(body.values.map((one: { full_name: string }) => one.full_name)).toEqual([
      'acme/api',
      'acme/lib',
      'acme/web',
      'other/web',
    ]);
    expect(body.size).toBe(4);
  });

  test('are searched and sorted', async () => {
    const { body } = await call(
      `${server.baseUrl}/2.0/repositories?q=slug+%3D+%22web%22&sort=-workspace.slug&fields=values.full_name`,
    );

    expect(body.values).toEqual([{ full_name: 'other/web' }, { full_name: 'acme/web' }]);
  });
});

describe('workspaces', () => {
  const workspaces = () => `${server.baseUrl}/2.0/workspaces`;

  test('are searched by every field', async () => {
    const { body } = await call(`${workspaces()}/acme`);
    const queries: Readonly<Record<keyof typeof workspaceFields, string>> = {
      slug: 'slug ~ "CM"',
      name: 'name = "acme"',
      uuid: `uuid = "${body.uuid}"`,
      created_on: `created_on <= ${body.created_on}`,
    };

    for (const q of Object.values(queries)) expect([q, await search(workspaces(), { q })]).toEqual([q, ['acme']]);
  });

  test.each(Object.keys(workspaceFields).filter((field) => field !== 'uuid'))('are sorted by %s', async (sort) => {
    expect(await search(workspaces(), { sort })).toEqual(['acme', 'other']);
    expect(await search(workspaces(), { sort: `-${sort}` })).toEqual(['other', 'acme']);
  });
});
