import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commitStatusFields } from '../../src/query/commit-status-fields.ts';
import type { FieldKind, FieldList } from '../../src/query/filter.ts';
import { pullRequestFields } from '../../src/query/pull-request-fields.ts';
import { branchFields } from '../../src/query/ref-fields.ts';
import { repositoryFields } from '../../src/query/repository-fields.ts';
import { workspaceFields } from '../../src/query/workspace-fields.ts';
import { buildUrl, hashFrom, statusesUrl } from '../support/addresses.ts';
import { call } from '../support/call.ts';
import { openPullRequest, pullRequestsUrl, reportBuild } from '../support/pull-requests.ts';
import { type RunningServer, startServer } from '../support/start-server.ts';

const repository = 'acme/widgets';
const commit = hashFrom('c0ffee');
const size = 23;

let server: RunningServer;
let place: { readonly baseUrl: string; readonly repository: string };

/** The same number of statuses, branches, open pull requests and repositories. */
beforeAll(async () => {
  server = await startServer({ logLevel: 'silent' });
  place = { baseUrl: server.baseUrl, repository };
  for (let index = 0; index < size; index += 1) {
    await reportBuild(place, commit, { key: `k${index}`, refname: `branch-${index}` });
    await openPullRequest(place, { source: { branch: { name: `branch-${index}` } } });
    if (index > 0) await reportBuild({ ...place, repository: `acme/r${index}` }, commit);
  }
});
afterAll(() => server[Symbol.asyncDispose]());

/** Any text that a server can hold, up to as many characters. */
function textOf(maxLength: number): fc.Arbitrary<string> {
  return fc.string({ unit: 'binary', maxLength, size: 'max' }).filter((text) => !text.includes('\0'));
}

describe('whatever text is sent comes back', () => {
  test('as key, name, description and branch of a status', async () => {
    const status = fc.record({
      key: textOf(255).filter((key) => key !== '' && key !== '.' && key !== '..'),
      name: textOf(255),
      description: textOf(1000),
      refname: textOf(255).filter((name) => name !== '' && !name.startsWith('refs/heads/')),
    });
    await fc.assert(
      fc.asyncProperty(status, async (sent) => {
        const at = { commit: hashFrom(randomUUID().replaceAll('-', '')), repository: 'other/statuses' };
        const json = { ...sent, state: 'STOPPED' };

        const created = await call(buildUrl(server.baseUrl, at), { method: 'POST', json });

        expect([created.status, created.body]).toEqual([201, expect.objectContaining(json)]);
        expect((await call(created.body.links.self.href)).body).toEqual(created.body);
        expect((await call(statusesUrl(server.baseUrl, at))).body.values).toEqual([created.body]);
        const found = await call(
          `${statusesUrl(server.baseUrl, at)}?q=${encodeURIComponent(`key = ${asLiteral(sent.key)}`)}`,
        );
        expect(found.body.values).toEqual([created.body]);
      }),
      { numRuns: 100 },
    );
  });

  test('as title, description and branches of a pull request', async () => {
    const branch = textOf(255).filter((name) => name !== '' && !name.startsWith('refs/heads/'));
    const members = fc.record({ title: textOf(255).filter((title) => title !== ''), description: textOf(1000) });
    const branches = fc.uniqueArray(branch, { minLength: 2, maxLength: 2 });
    const at = { ...place, repository: 'other/pull-requests' };
    await call(`${server.baseUrl}/2.0/repositories/${at.repository}`, { method: 'POST', json: {} });
    await fc.assert(
      fc.asyncProperty(members, branches, textOf(200), async (json, [source, destination], reviewer) => {
        const ends = { source: { branch: { name: source } }, destination: { branch: { name: destination } } };
        const reviewers = reviewer === '' ? [] : [{ username: reviewer }];

        const { status, body } = await openPullRequest(at, { ...json, ...ends, reviewers });

        expect([status, body]).toEqual([201, expect.objectContaining(json)]);
        expect(body).toMatchObject({ ...ends, reviewers: reviewers.map(({ username }) => ({ nickname: username })) });
        expect((await call(body.links.self.href)).body).toEqual(body);
        expect((await call(`${pullRequestsUrl(at)}?pagelen=1`)).body.values).toEqual([body]);
        for (const one of body.reviewers) expect((await call(one.links.avatar.href)).status).toBe(200);
      }),
      { numRuns: 60 },
    );
  });

  test('as description of a repository', async () => {
    await fc.assert(
      fc.asyncProperty(textOf(1000), async (description) => {
        const url = `${server.baseUrl}/2.0/repositories/other/${randomUUID()}`;

        const { status, body } = await call(url, { method: 'POST', json: { description } });

        expect([status, body.description]).toEqual([200, description]);
        expect((await call(body.links.self.href)).body).toEqual(body);
      }),
      { numRuns: 60 },
    );
  });
});

function asLiteral(text: string): string {
  return JSON.stringify(text);
}

const collections: readonly (readonly [name: string, path: string, fields: FieldList])[] = [
  ['statuses of a commit', `/2.0/repositories/${repository}/commit/${commit}/statuses`, commitStatusFields],
  ['statuses of a pull request', `/2.0/repositories/${repository}/pullrequests/1/statuses`, commitStatusFields],
  ['pull requests', `/2.0/repositories/${repository}/pullrequests`, pullRequestFields],
  ['branches', `/2.0/repositories/${repository}/refs/branches`, branchFields],
  ['repositories of a workspace', '/2.0/repositories/acme', repositoryFields],
  ['workspaces', '/2.0/workspaces', workspaceFields],
];

const literals: Readonly<Record<FieldKind, fc.Arbitrary<string>>> = {
  text: fc.oneof(textOf(20).map(asLiteral), fc.integer().map(String)),
  choice: fc.constantFrom('"open"', '"FAILED"', '"x"'),
  instant: fc.constantFrom(
    '2025-01-31',
    '2025-01-31T23:59:59.123456+02:00',
    '9999-12-31',
    '0001-01-01',
    '"2025-01-31"',
  ),
  number: fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.maxSafeInteger()).map(plain),
  boolean: fc.constantFrom('true', 'FALSE'),
};

/** Without an exponent, which the language does not have. */
function plain(number: number): string {
  return Number.isInteger(number) ? String(BigInt(number)) : number.toFixed(20);
}

/** A query that is well-formed, though a field need not take its operator. */
function queryOf(fields: FieldList): fc.Arbitrary<string> {
  const comparison = fc.constantFrom(...Object.entries<FieldKind>(fields)).chain(([field, kind]) => {
    const value = fc.oneof({ weight: 5, arbitrary: literals[kind] }, fc.constant('null'), fc.constant('"x"'));
    const operator = fc.constantFrom('=', '!=', '~', '!~', '<', '<=', '>', '>=');
    const list = fc.array(value, { minLength: 1, maxLength: 5 }).map((values) => `(${values.join(', ')})`);
    return fc.oneof(
      fc.tuple(operator, value).map((parts) => `${field} ${parts.join(' ')}`),
      fc.tuple(fc.constantFrom('in', 'NOT IN'), list).map((parts) => `${field} ${parts.join(' ')}`),
    );
  });
  const { query } = fc.letrec<{ query: string }>((tie) => ({
    query: fc.oneof(
      { maxDepth: 4 },
      comparison,
      fc.tuple(tie('query'), fc.constantFrom('AND', 'or'), tie('query')).map((parts) => `(${parts.join(' ')})`),
    ),
  }));
  return query;
}

describe.each(collections)('any search of %s', (_, path, fields) => {
  async function answer(q: string, sort?: string) {
    const parameters = new URLSearchParams({ q, ...(sort !== undefined && { sort }) });
    const { status, body } = await call(`${server.baseUrl}${path}?${parameters}`);
    return { status, body };
  }

  test('that the grammar can say runs, or is refused with a reason', async () => {
    const sort = fc.constantFrom(...Object.keys(fields).flatMap((field) => [field, `-${field}`]));
    await fc.assert(
      fc.asyncProperty(queryOf(fields), fc.option(sort, { nil: undefined }), async (q, by) => {
        const { status, body } = await answer(q, by);

        expect([200, 400], q).toContain(status);
        expect(status === 200 ? body.values : body.error.fields.q[0]).toBeDefined();
      }),
      { numRuns: 120 },
    );
  });

  test('that is any text runs, or is refused with a reason', async () => {
    const words = fc.constantFrom(
      ...Object.keys(fields),
      '=',
      '~',
      'IN',
      '(',
      ')',
      'AND',
      'not',
      '"',
      '"x"',
      '1',
      'null',
      ',',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(words, { maxLength: 8 }).map((parts) => parts.join(' ')),
    );
    await fc.assert(
      fc.asyncProperty(text, async (q) => {
        const { status, body } = await answer(q);

        expect([200, 400], q).toContain(status);
        expect(status === 200 ? body.values : body.error.message).toBeDefined();
      }),
      { numRuns: 120 },
    );
  });
});

describe('pages of any length visit each element once, and count them', () => {
  const lists: readonly (readonly [name: string, path: string, maxLength: number, id: string])[] = [
    ['statuses', `/2.0/repositories/${repository}/commit/${commit}/statuses?x=`, 100, 'key'],
    ['sorted statuses', `/2.0/repositories/${repository}/commit/${commit}/statuses?sort=-state`, 100, 'key'],
    ['pull requests', `/2.0/repositories/${repository}/pullrequests?x=`, 50, 'id'],
    ['found pull requests', `/2.0/repositories/${repository}/pullrequests?q=id>0&sort=title`, 50, 'id'],
    ['repositories', '/2.0/repositories/acme?q=slug="widgets" OR slug~"r"&sort=-description', 100, 'uuid'],
    ['branches', `/2.0/repositories/${repository}/refs/branches?x=`, 100, 'name'],
    ['sorted branches', `/2.0/repositories/${repository}/refs/branches?sort=-target.hash`, 100, 'name'],
  ];

  test.each(lists)('%s', async (_, path, maxLength, id) => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: maxLength }), async (pagelen) => {
        const seen: unknown[] = [];
        let pages = 0;
        let next: string | undefined = `${server.baseUrl}${path}&pagelen=${pagelen}`;
        while (next !== undefined && pages <= size) {
          const { body }: { body: { values: Record<string, unknown>[]; size: number; next?: string } } =
            await call(next);
          expect(body.size).toBe(size);
          seen.push(...body.values.map((element) => element[id]));
          next = body.next;
          pages += 1;
        }

        expect([seen.length, new Set(seen).size, pages]).toEqual([size, size, Math.ceil(size / pagelen)]);
      }),
      { numRuns: 12, examples: [[1], [size - 1], [size], [maxLength]] },
    );
  });
});
