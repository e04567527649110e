import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { presentCommitStatus } from '../../src/api/commit-statuses/present-commit-status.ts';
import { presentStatusEvent } from '../../src/api/history/present-status-event.ts';
import { presentPullRequest } from '../../src/api/pull-requests/present-pull-request.ts';
import { buildStates } from '../../src/domain/build-state.ts';
import { toCommitHash } from '../../src/domain/commit-hash.ts';
import { type PullRequest, pullRequestStates } from '../../src/domain/pull-request.ts';
import type { StatusEvent } from '../../src/domain/status-event.ts';
import { createLinks } from '../../src/http/links.ts';
import { commitStatusFields } from '../../src/query/commit-status-fields.ts';
import { compareBySort } from '../../src/query/compare-by-sort.ts';
import { compareValues } from '../../src/query/compare-values.ts';
import type { FieldKind, FieldList, Filter, FilterValue } from '../../src/query/filter.ts';
import { matchesFilter } from '../../src/query/matches-filter.ts';
import type { PageQuery } from '../../src/query/page.ts';
import { parseInstant } from '../../src/query/parse-instant.ts';
import { pullRequestFields } from '../../src/query/pull-request-fields.ts';
import { statusEventFields } from '../../src/query/status-event-fields.ts';
import { hashFrom } from '../support/addresses.ts';
import { addRepository } from '../support/describe-stores.ts';
import { openFileStore, openMemoryStore, openPostgresTestStore, type TestStore } from '../support/open-test-store.ts';

// What the database finds must be what the same filter finds in memory, among the elements as the API shows them.

const links = createLinks('http://signalbox.test');

const hashes = ['c0ffee', 'c0ffef', 'facade'].map((start) => toCommitHash(hashFrom(start)));
const uuids = [
  '{11111111-2222-3333-4444-555555555555}',
  '{aaaaaaaa-2222-3333-4444-555555555555}',
  '{aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee}',
];

/** Texts that databases and JavaScript could see differently; few enough to meet again. */
const texts = [
  '',
  'a',
  'A',
  'b',
  'ä',
  'Ä',
  'ß',
  'İ',
  'Σ',
  '😀',
  '～',
  'é',
  '%',
  '_',
  "'",
  '"',
  '\\',
  'null',
  '0',
  'ab%',
];
const textOf = fc.constantFrom(...texts, ...texts.map((text) => `a${text}B`));
const instantOf = fc.integer({ min: 0, max: 5 }).map((step) => 1_735_787_045_678_901 + step);
const hashOf = fc.constantFrom(...hashes);
const accountOf = fc.record({ uuid: fc.constantFrom(...uuids), name: textOf });

const literals: Readonly<Record<FieldKind, fc.Arbitrary<string | number | boolean>>> = {
  text: fc.oneof(
    textOf,
    fc.constantFrom<string>(...hashes, ...uuids, 'ffee', '-2222-', 'AAAA', 'acme/widgets', 'build'),
  ),
  choice: fc.constantFrom(...buildStates, ...pullRequestStates, 'E', ''),
  instant: instantOf,
  number: fc.oneof(fc.integer({ min: -1, max: 9 }), fc.constant(2.5)),
  boolean: fc.boolean(),
};

function comparisonOf<F extends string>(field: F, kind: FieldKind): fc.Arbitrary<Filter<F>> {
  const negated = fc.boolean();
  const values = fc.array(fc.option(literals[kind]), { minLength: 1, maxLength: 3 });
  const equals = fc.record({ kind: fc.constant('equals' as const), field: fc.constant(field), values, negated });
  const contains = fc.record({
    kind: fc.constant('contains' as const),
    field: fc.constant(field),
    text: literals[kind].map(String),
    negated,
  });
  const order = fc.record({
    kind: fc.constant('order' as const),
    field: fc.constant(field),
    operator: fc.constantFrom('<' as const, '<=' as const, '>' as const, '>=' as const),
    // Those of the kinds that have an order.
    value: literals[kind] as fc.Arbitrary<string | number>,
  });
  if (kind === 'boolean') return equals;
  if (kind === 'choice') return fc.oneof(equals, contains);
  return kind === 'text' ? fc.oneof(equals, contains, order) : fc.oneof(equals, order);
}

function filterOf<F extends string>(fields: FieldList<F>): fc.Arbitrary<Filter<F>> {
  const kinds = Object.entries<FieldKind>(fields) as [F, FieldKind][];
  const comparison = fc.oneof(...kinds.map(([field, kind]) => comparisonOf(field, kind)));
  const { filter } = fc.letrec<{ filter: Filter<F> }>((tie) => ({
    filter: fc.oneof(
      { maxDepth: 2, depthSize: 'small' },
      { weight: 3, arbitrary: comparison },
      {
        weight: 1,
        arbitrary: fc.record({
          kind: fc.constantFrom('and' as const, 'or' as const),
          operands: fc.array(tie('filter'), { minLength: 2, maxLength: 3 }),
        }),
      },
    ),
  }));
  return filter;
}

function searchOf<F extends string>(fields: FieldList<F>): fc.Arbitrary<PageQuery<F>> {
  const names = Object.keys(fields) as F[];
  return fc.record({
    filter: fc.option(filterOf(fields), { nil: undefined, freq: 10 }),
    sort: fc.option(fc.record({ field: fc.constantFrom(...names), descending: fc.boolean() }), { nil: undefined }),
    offset: fc.integer({ min: 0, max: 3 }),
    limit: fc.integer({ min: 1, max: 12 }),
  });
}

/** The same search in memory: over elements that stand in the collection's own order. */
function searchInMemory<T, F extends string>(
  elements: readonly T[],
  read: (element: T, field: F) => readonly FilterValue[],
  { filter, sort, offset, limit }: PageQuery<F>,
) {
  const found = elements.filter((one) => filter === undefined || matchesFilter(filter, (field) => read(one, field)));
  const sorted = sort === undefined ? found : found.toSorted(compareBySort(sort, firstOf(read)));
  return { values: sorted.slice(offset, offset + limit), size: found.length };
}

function firstOf<T, F extends string>(read: (element: T, field: F) => readonly FilterValue[]) {
  return (element: T, field: F) => read(element, field)[0] ?? null;
}

/** What the API shows under a dotted name; of a list, what each of its elements shows. */
function shownAt(value: unknown, path: readonly string[]): readonly FilterValue[] {
  if (Array.isArray(value)) return value.flatMap((element) => shownAt(element, path));
  const [name, ...rest] = path;
  if (name === undefined) return [value as FilterValue];
  if (value === null || value === undefined) return [null];
  return shownAt((value as Readonly<Record<string, unknown>>)[name], rest);
}

function reader<T, F extends string>(fields: FieldList<F>, present: (element: T) => object) {
  return (element: T, field: F): readonly FilterValue[] => {
    const values = shownAt(present(element), field.split('.'));
    const isInstant = fields[field] === 'instant';
    return isInstant ? values.map((value) => (value === null ? null : parseInstant(String(value)))) : values;
  };
}

const statusOf = fc.record({
  key: textOf.filter((text) => text !== ''),
  uuid: fc.constantFrom(...uuids),
  content: fc.record({
    state: fc.constantFrom(...buildStates),
    name: textOf,
    description: textOf,
    url: fc.constantFrom('', 'http://ci/1', 'http://ci/{repository.full_name}'),
    refname: fc.option(
      textOf.filter((text) => text !== ''),
      { nil: undefined },
    ),
  }),
  at: instantOf,
});

const reportOf = fc.record({
  key: fc.constantFrom('a', 'b', 'ä'),
  author: fc.option(textOf, { nil: undefined }),
  buildNumber: fc.option(fc.integer({ min: 0, max: 4 }), { nil: undefined }),
  content: fc.record({
    state: fc.constantFrom(...buildStates),
    name: textOf,
    description: fc.constantFrom('', 'x'),
    url: fc.constant(''),
    refname: fc.option(fc.constantFrom('main', 'Main'), { nil: undefined }),
  }),
  at: instantOf,
});

const endOf = fc.record({ branch: textOf, commit: fc.option(hashOf, { nil: undefined }) });

const pullRequestOf: fc.Arbitrary<Omit<PullRequest, 'id' | 'updatedOn'>> = fc.record({
  title: textOf,
  description: textOf,
  state: fc.constantFrom(...pullRequestStates),
  isDraft: fc.boolean(),
  author: accountOf,
  source: endOf,
  destination: endOf,
  followsBranch: fc.boolean(),
  closesSourceBranch: fc.boolean(),
  reviewers: fc.array(accountOf, { maxLength: 3 }),
  mergeCommit: fc.option(hashOf, { nil: undefined }),
  closedBy: fc.option(accountOf, { nil: undefined }),
  reason: textOf,
  createdOn: instantOf,
});

describe.each([
  ['memory', openMemoryStore],
  ['a file', openFileStore],
  ['PostgreSQL', openPostgresTestStore],
])('in %s', (_, openTestStore) => {
  let opened: TestStore;
  beforeAll(async () => {
    opened = await openTestStore();
  });
  afterAll(() => opened[Symbol.asyncDispose]());

  /** The same repository for each run, which goes with it. */
  async function addWidgets() {
    const repository = await addRepository(opened.store, 'widgets', { settings: { name: 'Wİdgets' } });
    return {
      repository,
      async [Symbol.asyncDispose]() {
        await opened.store.repositories.removeRepository({ repositoryId: repository.id, at: 1 });
      },
    };
  }

  test('statuses are found and sorted as they are in memory', async () => {
    const statuses = fc.uniqueArray(statusOf, { selector: ({ key }) => key, maxLength: 10 });
    const searches = fc.array(searchOf(commitStatusFields), { minLength: 8, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(statuses, searches, async (changes, queries) => {
        await using added = await addWidgets();
        const { commitStatuses } = opened.store;
        const { repository } = added;
        const commit = { hash: toCommitHash(hashFrom('c0ffee')) };
        const of = { repositoryId: repository.id, commit: commit.hash };
        const put = (change: (typeof changes)[number]) =>
          commitStatuses.replaceCommitStatus({ kind: 'replace', repositoryId: repository.id, commit, ...change });
        const written = (await Promise.all(changes.map(put))).map(({ status }) => status);
        const elements = written.toSorted((a, b) => a.createdOn - b.createdOn || compareValues(a.key, b.key));
        const read = reader(commitStatusFields, (status: (typeof elements)[number]) => {
          const shown = presentCommitStatus({ repository, commit, status }, links);
          // A url is searched as it was sent.
          return { ...shown, url: shown.url_template ?? shown.url };
        });

        for (const query of queries) {
          const found = await commitStatuses.listCommitStatuses({ ...of, ...query });

          expect(found).toEqual(searchInMemory(elements, read, query));
        }
      }),
      { numRuns: 100 },
    );
  });

  test('entries of the history are found and sorted as they are in memory', async () => {
    const searches = fc.array(searchOf(statusEventFields), { minLength: 8, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(fc.array(reportOf, { maxLength: 10 }), searches, async (reports, queries) => {
        await using added = await addWidgets();
        const { commitStatuses, statusEvents, statusHistory } = opened.store;
        const { repository } = added;
        const repositoryId = repository.id;
        const commit = { hash: toCommitHash(hashFrom('c0ffee')) };
        const put = (report: (typeof reports)[number], index: number) =>
          commitStatuses.replaceCommitStatus({
            kind: 'replace',
            repositoryId,
            commit,
            uuid: `{00000000-0000-0000-0000-00000000000${index}}`,
            ...report,
          });
        await Promise.all(reports.map(put));
        const elements = (await statusEvents.listStatusEvents({ repositoryId, after: 0, limit: 99 })).toReversed();
        const read = reader(statusEventFields, (event: StatusEvent) => presentStatusEvent(repository, event, links));

        for (const query of queries) {
          const { values, size } = await statusHistory.listHistory({ repositoryId, commit, ...query });

          const found = { values: values.map(({ event }) => event), size };
          expect(found).toEqual(searchInMemory(elements, read, query));
        }
      }),
      { numRuns: 100 },
    );
  });

  test('pull requests are found and sorted as they are in memory', async () => {
    const searches = fc.array(searchOf(pullRequestFields), { minLength: 8, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(fc.array(pullRequestOf, { maxLength: 10 }), searches, async (pullRequestsAdded, queries) => {
        await using added = await addWidgets();
        const { pullRequests } = opened.store;
        const { repository } = added;
        const add = (pullRequest: (typeof pullRequestsAdded)[number]) =>
          pullRequests.addPullRequest({ repositoryId: repository.id, pullRequest });
        const elements = (await Promise.all(pullRequestsAdded.map(add))).toReversed();
        const read = reader(pullRequestFields, (pullRequest: PullRequest) =>
          presentPullRequest({ repository, pullRequest }, links),
        );

        for (const query of queries) {
          const found = await pullRequests.listPullRequests({ repositoryId: repository.id, ...query });

          expect(found).toEqual(searchInMemory(elements, read, query));
        }
      }),
      { numRuns: 100 },
    );
  });
});
