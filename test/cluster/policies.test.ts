import { expect, test } from 'vitest';
import { toCommitHash } from '../../src/domain/commit-hash.ts';
import { openPostgresStore } from '../../src/sql/postgres/open-postgres-store.ts';
import type { Store } from '../../src/store/store.ts';
import { hashFrom } from '../support/addresses.ts';
import { runSql } from '../support/databases.ts';
import { addRepository, newUuid } from '../support/describe-stores.ts';
import { testSettings } from '../support/postgres-settings.ts';
import { startCluster } from '../support/start-cluster.ts';
import { createTestDatabase } from '../support/test-database.ts';

const day = 24 * 3_600_000_000;
const keys = [...Array(250).keys()].map((index) => `ci/${index}`);

/** Each build ran once, and began again two days ago. */
async function fill(store: Store, repositoryId: number): Promise<void> {
  const begin = Date.now() * 1000 - 3 * day;
  for (const [turn, state] of (['INPROGRESS', 'FAILED', 'INPROGRESS'] as const).entries()) {
    const reports = keys.map((key, index) =>
      store.commitStatuses.replaceCommitStatus({
        kind: 'replace',
        repositoryId,
        commit: { hash: toCommitHash(hashFrom('c0ffee')) },
        key,
        uuid: newUuid(),
        content: { state, name: '', description: '', url: '' },
        at: begin + turn * 1000 + index,
      }),
    );
    await Promise.all(reports);
  }
  const changes = { inProgressTimeout: 60_000_000, historyRetention: day };
  await store.policies.changePolicy({ repositoryId, changes });
}

test('of three servers that stop builds and delete history at once, each thing is done once', async () => {
  await using database = await createTestDatabase();
  {
    await using store = await openPostgresStore(testSettings(database.url));
    await fill(store, (await addRepository(store, 'widgets')).id);
  }

  await using cluster = await startCluster(database.url, 3);

  const count = async (where: string) => {
    const [row] = await runSql(database.url, `select count(*)::int as n from ${where}`);
    return (row as { readonly n: number }).n;
  };
  await expect.poll(() => count("commit_statuses where state = 'STOPPED'"), { timeout: 30_000 }).toBe(keys.length);
  await expect.poll(() => count('status_events where attempt = 1'), { timeout: 30_000 }).toBe(0);
  expect(await count("status_events where kind = 'timed_out'")).toBe(keys.length);
  expect(await count("status_events where kind = 'reported' and attempt = 2")).toBe(keys.length);
  const [{ pruned_through: through } = { pruned_through: 0 }] = (await runSql(
    database.url,
    'select pruned_through::int from repository_policies',
  )) as readonly { readonly pruned_through: number }[];
  expect(through).toBe(2 * keys.length);
  for (const server of cluster.servers) expect(await server.stop('SIGTERM')).toEqual({ code: 0, signal: null });
  for (const server of cluster.servers) expect(server.errors()).not.toContain('"level":50');
});
