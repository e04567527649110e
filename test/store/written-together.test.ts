import { expect, test } from 'vitest';
import { toCommitHash } from '../../src/domain/commit-hash.ts';
import { openPostgresStore } from '../../src/sql/postgres/open-postgres-store.ts';
import type { CommitStatusReplacement } from '../../src/store/commit-status-store.ts';
import { hashFrom } from '../support/addresses.ts';
import { runSql } from '../support/databases.ts';
import { addRepository, describeStores, newUuid } from '../support/describe-stores.ts';
import { testSettings } from '../support/postgres-settings.ts';
import { createTestDatabase } from '../support/test-database.ts';

const commits = ['c0ffee', 'facade', 'decade'].map((start) => ({ hash: toCommitHash(hashFrom(start)) }));

/** Reports of three commits in turn, each under a key of its own unless told. */
function replacements(repositoryId: number, length: number, keyOf = (index: number) => `together-${index}`) {
  return Array.from(
    { length },
    (_, index): CommitStatusReplacement => ({
      kind: 'replace',
      repositoryId,
      commit: commits[index % 3] as (typeof commits)[0],
      key: keyOf(index),
      uuid: newUuid(),
      content: { state: 'FAILED', name: `n${index}`, description: '', url: '' },
      at: 10 + index,
    }),
  );
}

const readAll = { after: 0, limit: 10_000 };

describeStores((current) => {
  test('writes a thousand statuses with their events in their order, which are read all or none', async () => {
    const { store, repositoryId } = current();
    const seen: Promise<number>[] = [];
    const count = async () => {
      const events = await store.statusEvents.listStatusEvents({ repositoryId, ...readAll });
      return events.filter(({ key }) => key.startsWith('together')).length;
    };
    using _watching = store.statusEvents.watchStatusEvents({ repositoryId, wake: () => seen.push(count()) });
    const others = replacements(repositoryId, 700, (index) => `alone-${index}`);
    const together = replacements(repositoryId, 1000);

    const alone = Promise.all(others.map((change) => store.commitStatuses.replaceCommitStatus(change)));
    const outcomes = await store.commitStatuses.replaceCommitStatuses(together);
    await alone;

    expect(outcomes).toMatchObject(
      together.map(({ key, uuid, content }) => ({
        status: 'fulfilled',
        value: { created: true, status: { key, uuid, name: content.name } },
      })),
    );
    expect(new Set([0, 1000, ...(await Promise.all(seen))])).toEqual(new Set([0, 1000]));
    const events = await store.statusEvents.listStatusEvents({ repositoryId, ...readAll });
    expect(events.filter(({ key }) => key.startsWith('together')).map(({ name }) => name)).toEqual(
      together.map(({ content }) => content.name),
    );
  });

  test('are read all or none also when somebody else writes to a repository that is gone', async () => {
    const { store, repositoryId } = current();
    const gone = await addRepository(store, 'gone');
    await store.repositories.removeRepository({ repositoryId: gone.id, at: 9 });
    const seen: Promise<number>[] = [];
    const count = async () => (await store.statusEvents.listStatusEvents({ repositoryId, ...readAll })).length;
    using _watching = store.statusEvents.watchStatusEvents({ repositoryId, wake: () => seen.push(count()) });
    const [late] = replacements(gone.id, 1);

    // The one that fails comes first: behind a thousand, it would be in a transaction of its own.
    const [refused, outcomes] = await Promise.all([
      Promise.allSettled(late ? [store.commitStatuses.replaceCommitStatus(late)] : []),
      store.commitStatuses.replaceCommitStatuses(replacements(repositoryId, 1000)),
    ]);

    expect(outcomes.filter(({ status }) => status === 'rejected')).toEqual([]);
    expect(refused).toMatchObject([{ reason: { code: 'not_found' } }]);
    expect(new Set([0, 1000, ...(await Promise.all(seen))])).toEqual(new Set([0, 1000]));
    expect(await count()).toBe(1000);
  });

  test('overwrites within one batch as it would one after the other', async () => {
    const { store, repositoryId } = current();
    const changes = replacements(repositoryId, 6, () => 'same');

    const outcomes = await store.commitStatuses.replaceCommitStatuses(changes);

    expect(outcomes).toMatchObject(
      changes.map(({ commit, content, at }, index) => ({
        value: {
          created: index < 3,
          status: {
            commitHash: commit.hash,
            uuid: changes[index % 3]?.uuid,
            name: content.name,
            createdOn: 10 + (index % 3),
            updatedOn: at,
          },
        },
      })),
    );
    expect(await store.statusEvents.listStatusEvents({ repositoryId, ...readAll })).toHaveLength(6);
  });

  test('refuses all of a repository that has been removed', async () => {
    const { store, repositoryId } = current();
    await store.repositories.removeRepository({ repositoryId, at: 1 });

    const outcomes = await store.commitStatuses.replaceCommitStatuses(replacements(repositoryId, 3));

    expect(outcomes).toMatchObject(Array(3).fill({ status: 'rejected', reason: { code: 'not_found' } }));
  });
});

test('PostgreSQL writes a thousand in one transaction, whatever waits before and behind', async () => {
  await using database = await createTestDatabase();
  await using store = await openPostgresStore(testSettings(database.url));
  const { id } = await addRepository(store, 'widgets');
  const alone = replacements(id, 700, (index) => `alone-${index}`);

  await Promise.all([
    ...alone.slice(0, 400).map((change) => store.commitStatuses.replaceCommitStatus(change)),
    store.commitStatuses.replaceCommitStatuses(replacements(id, 1000)),
    ...alone.slice(400).map((change) => store.commitStatuses.replaceCommitStatus(change)),
  ]);

  const sql = `select count(distinct xmin::text)::int as count from status_events where key like 'together%'`;
  expect(await runSql(database.url, sql)).toEqual([{ count: 1 }]);
});
