import { Kysely, PostgresDialect } from 'kysely';
import { describe, expect, test } from 'vitest';
import { buildStates } from '../../src/domain/build-state.ts';
import { toCommitHash } from '../../src/domain/commit-hash.ts';
import { openPostgresStore } from '../../src/sql/postgres/open-postgres-store.ts';
import { openKysely } from '../../src/sql/sqlite/kysely-database.ts';
import { migrate } from '../../src/sql/sqlite/migrate.ts';
import { openDatabase } from '../../src/sql/sqlite/open-database.ts';
import { selectSilentStatuses } from '../../src/sql/stop-silent-statuses.ts';
import type { Tables } from '../../src/sql/tables.ts';
import type { Store } from '../../src/store/store.ts';
import { hashFrom } from '../support/addresses.ts';
import { runSql } from '../support/databases.ts';
import { addRepository, describeStores, newUuid } from '../support/describe-stores.ts';
import { testSettings } from '../support/postgres-settings.ts';
import { createTestDatabase } from '../support/test-database.ts';

const hash = toCommitHash(hashFrom('c0ffee'));
const minute = 60_000_000;

interface Told {
  readonly key: string;
  readonly at: number;
  readonly state?: (typeof buildStates)[number];
}

function report({ commitStatuses }: Store, repositoryId: number, { key, at, state = 'INPROGRESS' }: Told) {
  return commitStatuses.replaceCommitStatus({
    kind: 'replace',
    repositoryId,
    commit: { hash },
    key,
    uuid: newUuid(),
    content: { state, name: 'n', description: 'd', url: 'https://x.org/', refname: 'main' },
    author: 'jenkins',
    buildNumber: 7,
    at,
  });
}

describeStores((current) => {
  const policy = (inProgressTimeout: number | null) =>
    current().store.policies.changePolicy({ repositoryId: current().repositoryId, changes: { inProgressTimeout } });
  const stop = (at: number, limit = 100) =>
    current().store.policies.stopSilentStatuses({ repositoryId: current().repositoryId, at, limit });
  const find = (key: string) =>
    current().store.commitStatuses.findCommitStatus({ repositoryId: current().repositoryId, commit: hash, key });
  const listEvents = () =>
    current().store.statusEvents.listStatusEvents({ repositoryId: current().repositoryId, after: 0, limit: 1000 });

  test('only what is in progress, and has been silent for longer than the time-out, is stopped', async () => {
    const { store, repositoryId } = current();
    await policy(minute);
    for (const state of buildStates) await report(store, repositoryId, { key: state, at: 1000, state });
    await report(store, repositoryId, { key: 'fresh', at: 1001 });

    expect(await store.policies.listRepositoriesWithSilentStatuses({ at: minute + 1000 })).toEqual([]);
    expect(await stop(minute + 1000)).toBe(0);
    expect(await store.policies.listRepositoriesWithSilentStatuses({ at: minute + 1001 })).toEqual([repositoryId]);
    expect(await stop(minute + 1001)).toBe(1);

    expect(await find('INPROGRESS')).toMatchObject({
      state: 'STOPPED',
      name: 'n',
      url: 'https://x.org/',
      refname: 'main',
      description: expect.stringContaining('timeout of 1m'),
      author: undefined,
      createdOn: 1000,
      updatedOn: minute + 1001,
      attempt: 1,
      buildNumber: 7,
    });
    for (const state of buildStates.filter((one) => one !== 'INPROGRESS')) {
      expect(await find(state)).toMatchObject({ state, description: 'd', updatedOn: 1000 });
    }
    expect((await find('fresh'))?.state).toBe('INPROGRESS');
    expect((await listEvents()).at(-1)).toMatchObject({
      kind: 'timed_out',
      key: 'INPROGRESS',
      state: 'STOPPED',
      oldState: 'INPROGRESS',
      attempt: 1,
      author: undefined,
      reason: 'in-progress timeout of 1m',
      occurredOn: minute + 1001,
    });
  });

  test('without a time-out, or in a repository that is gone, nothing is stopped', async () => {
    const { store, repositoryId } = current();
    await report(store, repositoryId, { key: 'ci', at: 1 });
    const at = 1000 * minute;

    expect(await stop(at)).toBe(0);
    await policy(minute);
    await policy(null);
    expect(await store.policies.listRepositoriesWithSilentStatuses({ at })).toEqual([]);
    expect(await stop(at)).toBe(0);
    await policy(minute);
    await store.repositories.removeRepository({ repositoryId, at });
    expect(await store.policies.listRepositoriesWithSilentStatuses({ at })).toEqual([]);
    await expect(stop(at)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('of each step, those come first that have been silent for longest', async () => {
    const { store, repositoryId } = current();
    await policy(minute);
    for (const [index, key] of ['c', 'a', 'b'].entries()) await report(store, repositoryId, { key, at: 1 + index });

    expect(await stop(2 * minute, 2)).toBe(2);
    expect((await listEvents()).slice(3).map(({ key }) => key)).toEqual(['c', 'a']);
    expect(await stop(2 * minute, 2)).toBe(1);
    expect(await stop(2 * minute, 2)).toBe(0);
  });

  test('a build that is taken out of what counts stays out when it is stopped', async () => {
    const { store, repositoryId } = current();
    await policy(minute);
    await report(store, repositoryId, { key: 'ci', at: 1 });
    const status = { repositoryId, commit: hash, key: 'ci' };
    await store.commitStatuses.voidCommitStatus({ ...status, reason: 'r', at: 2 });

    await stop(2 * minute);

    expect(await find('ci')).toMatchObject({ state: 'STOPPED', voided: { reason: 'r' } });
  });

  test('of twenty that stop at once beside heartbeats, one does, and what was heard of goes on', async () => {
    const { store, repositoryId } = current();
    await policy(minute);
    const keys = [...Array(40).keys()].map((index) => `ci/${index}`);
    for (const key of keys) await report(store, repositoryId, { key, at: 1 });

    const [stops] = await Promise.all([
      Promise.all([...Array(20).keys()].map((index) => stop(2 * minute + index, 7))),
      Promise.all(keys.slice(0, 20).map((key) => report(store, repositoryId, { key, at: 2 * minute }))),
    ]);
    for (let last = 1; last > 0; ) last = await stop(2 * minute + 30, 7);

    const events = (await listEvents()).filter(({ kind }) => kind === 'timed_out');
    expect(events.length).toBeGreaterThanOrEqual(20);
    expect(new Set(events.map(({ key }) => key)).size).toBe(events.length);
    expect(stops.reduce((sum, count) => sum + count)).toBeLessThanOrEqual(events.length);
    // Whoever reported last, before or after it was stopped, reported a build that is in progress.
    for (const key of keys.slice(0, 20)) expect((await find(key))?.state).toBe('INPROGRESS');
    for (const key of keys.slice(20)) expect((await find(key))?.state).toBe('STOPPED');
  });
});

/** The question as a database would be asked it. */
function compile(db: Kysely<Tables>) {
  return selectSilentStatuses(db, { repositoryId: 1, before: 2, limit: 100 }).compile();
}

describe('those without news are found by the index of those in progress', () => {
  test('on SQLite', async () => {
    const database = openDatabase(':memory:');
    migrate(database);
    const db = openKysely(database);
    const { sql, parameters } = compile(db);

    const plan = database.prepare(`explain query plan ${sql}`).all(...(parameters as number[]));

    expect(plan.map(({ detail }) => detail)).toEqual([
      expect.stringContaining('USING INDEX commit_statuses_in_progress (repository_id=? AND updated_on<?)'),
    ]);
    await db.destroy();
  });

  test('on PostgreSQL', async () => {
    await using opened = await createTestDatabase();
    await using store = await openPostgresStore(testSettings(opened.url));
    const { id } = await addRepository(store, 'widgets');
    await report(store, id, { key: 'ci', at: 1 });
    await runSql(
      opened.url,
      `insert into commit_statuses (repository_id, commit_id, key, uuid, state, name, description, url, created_on, updated_on)
        select repository_id, commit_id, 'k' || n, uuid, case when n % 500 = 0 then state else 'FAILED' end, name, description,
          url, n, n from commit_statuses, generate_series(1, 5000) as n;
      analyze commit_statuses`,
    );
    await using db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: () => Promise.reject() }) });
    const { sql, parameters } = compile(db);
    const whole = sql.replace(/\$(\d+)/g, (_, number) => String(parameters[Number(number) - 1]));

    const plan = await runSql(opened.url, `explain ${whole}`);

    expect(JSON.stringify(plan)).toContain('commit_statuses_in_progress');
  });
});
