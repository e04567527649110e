import { describe, expect, inject, test } from 'vitest';
import { followStatusEvents } from '../../src/actions/follow-status-events.ts';
import { type CommitHash, toCommitHash } from '../../src/domain/commit-hash.ts';
import type { StatusEvent } from '../../src/domain/status-event.ts';
import { openPostgresStore } from '../../src/sql/postgres/open-postgres-store.ts';
import type { Store } from '../../src/store/store.ts';
import { hashFrom } from '../support/addresses.ts';
import { runSql } from '../support/databases.ts';
import { addRepository, describeStores, newUuid } from '../support/describe-stores.ts';
import { openProcesses } from '../support/open-processes.ts';
import { testSettings } from '../support/postgres-settings.ts';
import { createTestDatabase } from '../support/test-database.ts';

const commit = { hash: toCommitHash(hashFrom('c0ffee')) };

let at = 0;
function put(store: Store, repositoryId: number, name: string, key = 'ci', hash: CommitHash = commit.hash) {
  at += 1;
  return store.commitStatuses.replaceCommitStatus({
    kind: 'replace',
    repositoryId,
    commit: { hash },
    key,
    uuid: newUuid(),
    content: { state: 'INPROGRESS', name, description: '', url: '' },
    author: 'jdoe',
    at,
  });
}

/** Follows from the beginning until that many events have come. */
async function follow(store: Store, repositoryId: number, count: number): Promise<readonly StatusEvent[]> {
  const stopped = new AbortController();
  const events: StatusEvent[] = [];
  for await (const event of followStatusEvents({ store }, { repositoryId, after: 0, signal: stopped.signal })) {
    events.push(event);
    if (events.length === count) stopped.abort();
  }
  return events;
}

describeStores((current) => {
  test('keeps every write as an event, in the order of the writes', async () => {
    const { store, repositoryId } = current();
    const { id: other } = await addRepository(store, 'gadgets');
    await put(store, repositoryId, 'first');
    await put(store, other, 'elsewhere');
    await store.commitStatuses.updateCommitStatus({
      kind: 'update',
      repositoryId,
      commit,
      key: 'ci',
      members: { state: 'FAILED', refname: 'main' },
      at: 1000,
    });
    await put(store, repositoryId, 'third', 'lint', toCommitHash(hashFrom('facade')));

    const events = await store.statusEvents.listStatusEvents({ repositoryId, after: 0, limit: 10 });

    expect(events).toMatchObject([
      { commitHash: commit.hash, key: 'ci', state: 'INPROGRESS', name: 'first', author: 'jdoe', refname: undefined },
      { commitHash: commit.hash, key: 'ci', state: 'FAILED', name: 'first', refname: 'main', occurredOn: 1000 },
      { commitHash: hashFrom('facade'), key: 'lint', name: 'third' },
    ]);
    const ids = events.map(({ id }) => id);
    expect(ids).toEqual(ids.toSorted((a, b) => a - b));
    const [first = 0, second = 0] = ids;
    expect(await store.statusEvents.listStatusEvents({ repositoryId, after: first, limit: 1 })).toMatchObject([
      { id: second, state: 'FAILED' },
    ]);
    expect(await store.statusEvents.findLastStatusEventId({ repositoryId })).toBe(ids.at(-1));
  });

  test('knows of no event where nothing was written', async () => {
    const { store, repositoryId } = current();

    expect(await store.statusEvents.findLastStatusEventId({ repositoryId })).toBe(0);
    expect(await store.statusEvents.listStatusEvents({ repositoryId, after: 0, limit: 10 })).toEqual([]);
  });

  test('lets a follower have what there is and what comes, each once and in order', async () => {
    const { store, repositoryId } = current();
    const names = Array.from({ length: 250 }, (_, index) => `n${index}`);
    for (const name of names.slice(0, 120)) await put(store, repositoryId, name);
    const followed = follow(store, repositoryId, names.length);
    await Promise.all(names.slice(120).map((name) => put(store, repositoryId, name)));

    expect((await followed).map(({ name }) => name)).toEqual(names);
  });

  test('wakes nobody any more who has stopped watching', async () => {
    const { store, repositoryId } = current();
    const woken: string[] = [];
    const watch = (name: string) =>
      store.statusEvents.watchStatusEvents({ repositoryId, wake: () => woken.push(name) });
    const first = watch('first');
    using _second = watch('second');
    first[Symbol.dispose]();

    await put(store, repositoryId, 'news');

    expect(new Set(woken)).toEqual(new Set(['second']));
  });
});

describe.each(['a file', 'PostgreSQL'] as const)('several processes on %s', (kind) => {
  test('a follower hears of what another one writes', async () => {
    await using processes = await openProcesses(kind, 2);
    const [here, there] = processes.stores as [Store, Store];
    const { id } = await addRepository(here, 'widgets');
    const followed = follow(here, id, 3);

    for (const name of ['a', 'b', 'c']) await put(there, id, name);

    expect((await followed).map(({ name }) => name)).toEqual(['a', 'b', 'c']);
  });

  test('a follower has every event in its order while many write at once', async () => {
    await using processes = await openProcesses(kind, 3);
    const [reader] = processes.stores as [Store];
    const { id } = await addRepository(reader, 'widgets');
    const rounds = 40;
    const followed = follow(reader, id, processes.stores.length * 2 * rounds);
    const write = async (store: Store, key: string) => {
      for (let round = 0; round < rounds; round += 1) await put(store, id, `${key} ${round}`, key);
    };
    await Promise.all(
      processes.stores.flatMap((store, index) => [write(store, `${index}`), write(store, `${index}+`)]),
    );

    const events = await followed;

    expect(events.map(({ id: number }) => number)).toEqual(events.map((_, index) => index + 1));
    for (const key of ['0', '1+', '2']) {
      const names = events.filter((event) => event.key === key).map(({ name }) => name);
      expect(names).toEqual(Array.from({ length: rounds }, (_, round) => `${key} ${round}`));
    }
  });
});

test('a follower misses nothing that was written while its connection to PostgreSQL was lost', async () => {
  await using parts = new AsyncDisposableStack();
  const database = parts.use(await createTestDatabase());
  const settings = { ...testSettings(database.url), url: `${database.url}?application_name=follower` };
  const store = parts.use(await openPostgresStore(settings));
  const writer = parts.use(await openPostgresStore(testSettings(database.url)));
  const { id } = await addRepository(writer, 'widgets');
  const names = Array.from({ length: 30 }, (_, index) => `n${index}`);
  const followed = follow(store, id, names.length);
  const endConnections = () =>
    runSql(
      inject('postgresUrl'),
      'select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1',
      ['follower'],
    );

  for (const [index, name] of names.entries()) {
    if (index % 10 === 5) await endConnections();
    await put(writer, id, name);
  }

  expect((await followed).map(({ name }) => name)).toEqual(names);
});
