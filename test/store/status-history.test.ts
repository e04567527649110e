import { expect, test } from 'vitest';
import type { BuildState } from '../../src/domain/build-state.ts';
import { toCommitHash } from '../../src/domain/commit-hash.ts';
import { openPostgresStore } from '../../src/sql/postgres/open-postgres-store.ts';
import type { CommitStatusReplacement } from '../../src/store/commit-status-store.ts';
import { hashFrom } from '../support/addresses.ts';
import { runSql } from '../support/databases.ts';
import { addRepository, describeStores, newUuid, type StoreUnderTest } from '../support/describe-stores.ts';
import { testSettings } from '../support/postgres-settings.ts';
import { createTestDatabase } from '../support/test-database.ts';

const commit = { hash: toCommitHash(hashFrom('c0ffee')) };

type Told = Partial<CommitStatusReplacement> & { readonly state: BuildState; readonly description?: string };

let at = 0;
function report({ store, repositoryId }: StoreUnderTest, { state, description = '', ...change }: Told) {
  at += 1;
  return store.commitStatuses.replaceCommitStatus({
    kind: 'replace',
    repositoryId,
    commit,
    key: 'ci',
    uuid: newUuid(),
    content: { state, description, name: '', url: '' },
    author: 'jenkins',
    at,
    ...change,
  });
}

const everything = { offset: 0, limit: 100 };

describeStores((current) => {
  test('tells of each event what the status was before it, whatever was reported of others', async () => {
    const { store, repositoryId } = current();
    await report(current(), { state: 'INPROGRESS', buildNumber: 7 });
    await report(current(), { state: 'FAILED', key: 'lint' });
    await report(current(), { state: 'FAILED', commit: { hash: toCommitHash(hashFrom('facade')) } });
    await report(current(), { state: 'INPROGRESS', buildNumber: 8 });
    await report(current(), { state: 'STOPPED', buildNumber: 7 });
    await report(current(), { state: 'SUCCESSFUL', buildNumber: 8, description: 'green' });

    const { values, size } = await store.statusHistory.listHistory({ repositoryId, commit, ...everything });

    expect(size).toBe(5);
    expect(values).toMatchObject([
      { event: { state: 'SUCCESSFUL', description: 'green' }, before: { state: 'INPROGRESS', description: '' } },
      { event: { kind: 'superseded', state: 'STOPPED', attempt: 1 }, before: { state: 'INPROGRESS' } },
      { event: { attempt: 2 }, before: { state: 'INPROGRESS', author: 'jenkins', kind: 'reported' } },
      { event: { key: 'lint', state: 'FAILED' } },
      { event: { key: 'ci', attempt: 1, commitHash: commit.hash } },
    ]);
    expect(values.slice(3).map(({ before }) => before)).toEqual([undefined, undefined]);
  });

  test('lists a part of the keys, and a part of the pages', async () => {
    const { store, repositoryId } = current();
    for (const key of ['a', 'b', 'A', 'c', 'a']) {
      await report(current(), { state: 'FAILED', key, description: String(at) });
    }
    const list = (keys: readonly string[], page = everything) =>
      store.statusHistory.listHistory({ repositoryId, commit, keys, ...page });

    const both = await list(['a', 'c']);

    expect(both.values.map(({ event }) => event.key)).toEqual(['a', 'c', 'a']);
    expect(await list(['a', 'c'], { offset: 1, limit: 1 })).toEqual({ values: both.values.slice(1, 2), size: 3 });
    expect(await list(['none'])).toEqual({ values: [], size: 0 });
  });

  const attemptsOf = ({ store, repositoryId }: StoreUnderTest, keys?: readonly string[]) =>
    store.statusHistory.listAttempts({ repositoryId, commit, keys, ...everything });

  test('tells attempts apart, and when each began and ended', async () => {
    await report(current(), { state: 'INPROGRESS', at: 10 });
    await report(current(), { state: 'INPROGRESS', description: 'half', at: 15 });
    await report(current(), { state: 'FAILED', at: 20 });
    await report(current(), { state: 'FAILED', description: '1 failed', at: 30 });
    await report(current(), { state: 'STOPPED', key: 'lint', at: 31 });
    await report(current(), { state: 'INPROGRESS', author: 'jdoe', at: 40 });

    const { values, size } = await attemptsOf(current());

    expect(size).toBe(3);
    const content = { buildNumber: undefined, refname: undefined, url: '', author: 'jenkins' };
    expect(values).toEqual([
      {
        ...content,
        key: 'ci',
        attempt: 2,
        state: 'INPROGRESS',
        startedOn: 40,
        finishedOn: undefined,
        author: 'jdoe',
        isCurrent: true,
      },
      { ...content, key: 'lint', attempt: 1, state: 'STOPPED', startedOn: undefined, finishedOn: 31, isCurrent: true },
      { ...content, key: 'ci', attempt: 1, state: 'FAILED', startedOn: 10, finishedOn: 20, isCurrent: false },
    ]);
    expect((await attemptsOf(current(), ['lint'])).values).toEqual(values.slice(1, 2));
  });

  test('gives an attempt that was overtaken its end when that is told, and leaves out those of which nothing else is known', async () => {
    await report(current(), { state: 'INPROGRESS', buildNumber: 7, at: 10 });
    await report(current(), { state: 'INPROGRESS', buildNumber: 8, at: 20 });
    const overtaken = await attemptsOf(current());
    await report(current(), { state: 'STOPPED', buildNumber: 7, at: 30 });
    await report(current(), { state: 'FAILED', buildNumber: 6, at: 40 });

    const { values } = await attemptsOf(current());

    expect(overtaken.values[1]).toMatchObject({ buildNumber: 7, state: 'INPROGRESS', finishedOn: undefined });
    expect(values).toMatchObject([
      { attempt: 2, buildNumber: 8, state: 'INPROGRESS', isCurrent: true },
      { attempt: 1, buildNumber: 7, state: 'STOPPED', startedOn: 10, finishedOn: 30, isCurrent: false },
    ]);
  });

  test('lists attempts by pages', async () => {
    const { store, repositoryId } = current();
    for (const key of ['a', 'b', 'c']) await report(current(), { state: 'FAILED', key });

    const page = await store.statusHistory.listAttempts({ repositoryId, commit, offset: 1, limit: 1 });

    expect(page).toMatchObject({ values: [{ key: 'b' }], size: 3 });
  });

  test('has nothing of a commit that nobody has heard of, and nothing of another repository', async () => {
    const { store, repositoryId } = current();
    const { id: other } = await addRepository(store, 'gadgets');
    await report(current(), { state: 'FAILED', repositoryId: other });

    const { values } = await store.statusHistory.listHistory({ repositoryId, commit, ...everything });

    expect(values).toEqual([]);
  });
});

test('events from before they knew the old state have that of the one before them', async () => {
  await using database = await createTestDatabase();
  await using store = await openPostgresStore(testSettings(database.url));
  const repositoryId = (await addRepository(store, 'widgets')).id;
  for (const state of ['INPROGRESS', 'FAILED'] as const) await report({ store, repositoryId }, { state });
  await runSql(database.url, 'update status_events set old_state = null');
  const filter = { kind: 'equals', field: 'old_state', values: ['INPROGRESS'], negated: false } as const;

  const { values } = await store.statusHistory.listHistory({ repositoryId, commit, filter, ...everything });

  expect(values).toMatchObject([{ event: { state: 'FAILED', oldState: 'INPROGRESS' } }]);
});
