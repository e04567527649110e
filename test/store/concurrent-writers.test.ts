import { describe, expect, test } from 'vitest';
import { toCommitHash } from '../../src/domain/commit-hash.ts';
import type { CommitStatus } from '../../src/domain/commit-status.ts';
import type { PullRequest } from '../../src/domain/pull-request.ts';
import type { Store } from '../../src/store/store.ts';
import { hashFrom } from '../support/addresses.ts';
import { addRepository, newUuid } from '../support/describe-stores.ts';
import { openProcesses } from '../support/open-processes.ts';

const commit = { hash: toCommitHash(hashFrom('c0ffee')) };

interface Put {
  readonly key?: string;
  readonly name?: string;
  readonly at?: number;
  readonly accountId?: number;
}

function put(store: Store, repositoryId: number, { key = 'ci', name = '', at = 1, ...by }: Put = {}) {
  const content = { state: 'FAILED', name, description: '', url: '' } as const;
  const change = { kind: 'replace', repositoryId, commit, key, uuid: newUuid(), content, at, ...by } as const;
  return store.commitStatuses.replaceCommitStatus(change);
}

function update(store: Store, repositoryId: number, description: string) {
  const change = { kind: 'update', repositoryId, commit, key: 'ci', members: { description }, at: 2 } as const;
  return store.commitStatuses.updateCommitStatus(change);
}

/** Each store with its number. */
function each<Result>(stores: readonly Store[], work: (store: Store, index: number) => Promise<Result>) {
  return Promise.all(stores.map(work));
}

async function readAll(store: Store, repositoryId: number) {
  const page = { offset: 0, limit: 100 };
  const { values } = await store.commitStatuses.listCommitStatuses({ repositoryId, commit: commit.hash, ...page });
  const events = await store.statusEvents.listStatusEvents({ repositoryId, after: 0, limit: 10_000 });
  return { values, events };
}

/** In memory one process is all there is. */
describe.each([
  ['memory', 1],
  ['a file', 20],
  ['PostgreSQL', 20],
] as const)('in %s, as many as %i processes', (kind, count) => {
  test('make one row and an event each of twenty reports of one key at once', async () => {
    await using processes = await openProcesses(kind, count);
    const [store] = processes.stores as [Store];
    const { id } = await addRepository(store, 'widgets');
    const twenty = Array.from({ length: 20 }, (_, index) => processes.stores[index % count] as Store);

    const results = await each(twenty, (one, index) => put(one, id, { name: `n${index}`, at: 10 + index }));

    const { values, events } = await readAll(store, id);
    expect(results.filter(({ created }) => created)).toHaveLength(1);
    expect(new Set(results.map(({ status }) => status.uuid))).toEqual(new Set(values.map(({ uuid }) => uuid)));
    expect(events.map(({ id: number }) => number)).toEqual(twenty.map((_, index) => index + 1));
    expect(events.map(({ name }) => name).toSorted()).toEqual(twenty.map((_, index) => `n${index}`).toSorted());
    const first = results.find(({ created }) => created)?.status as CommitStatus;
    expect(values).toMatchObject([{ uuid: first.uuid, createdOn: first.createdOn, name: events.at(-1)?.name }]);
  });

  test('let one of the accounts that report a new key at once have it', async () => {
    await using processes = await openProcesses(kind, Math.min(count, 6));
    const [store] = processes.stores as [Store];
    const { id } = await addRepository(store, 'widgets');
    const owner = {
      uuid: newUuid(),
      kind: 'service',
      name: 'ci',
      displayName: 'CI',
      createdOn: 1,
      permissions: [],
    } as const;
    await store.accounts.addAccount(owner);
    const strangers = Array.from(
      { length: 12 },
      (_, index) => processes.stores[index % processes.stores.length] as Store,
    );

    const results = await Promise.allSettled(
      strangers.map((one, index) => put(one, id, { name: `n${index}`, accountId: index + 1 })),
    );

    const { values, events } = await readAll(store, id);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect([values.length, events.length]).toEqual([1, 1]);
  });

  test('lose no member to each other when they update and overwrite one status', async () => {
    await using processes = await openProcesses(kind, Math.min(count, 4));
    const [store] = processes.stores as [Store];
    const { id } = await addRepository(store, 'widgets');
    await put(store, id, { name: 'first' });
    const rounds = Array.from({ length: 15 }, (_, round) => round);

    await each(processes.stores, async (one, index) => {
      for (const round of rounds) {
        await Promise.all([put(one, id, { name: `${index}/${round}` }), update(one, id, `${index}/${round}`)]);
      }
    });

    const { values, events } = await readAll(store, id);
    expect(events).toHaveLength(1 + processes.stores.length * rounds.length * 2);
    // An update keeps what the event before it said, an overwrite clears what it does not say.
    for (const [index, event] of events.slice(1).entries()) {
      const before = events[index];
      const isUpdate = event.description !== '';
      expect(event.name === before?.name).toBe(isUpdate);
    }
    const { name, description } = events.at(-1) ?? {};
    expect(values).toMatchObject([{ name, description }]);
  });

  test('show a page neither twice nor never what was there before, while others write', async () => {
    await using processes = await openProcesses(kind, Math.min(count, 3));
    const [reader] = processes.stores as [Store];
    const { id } = await addRepository(reader, 'widgets');
    const keys = Array.from({ length: 60 }, (_, index) => `k${String(index).padStart(2, '0')}`);
    await Promise.all(keys.map((key, index) => put(reader, id, { key, at: index + 1 })));
    let isReading = true;
    const written = each(processes.stores, async (one, index) => {
      for (let turn = 0; isReading && turn < 2000; turn += 1) {
        await put(one, id, { key: `new ${index}/${turn}`, at: 1000 + turn });
        await put(one, id, { key: keys[turn % keys.length] ?? '', at: 2000 + turn });
      }
    });

    for (let round = 0; round < 5; round += 1) {
      const seen: string[] = [];
      for (let offset = 0; offset < keys.length; offset += 7) {
        const query = { repositoryId: id, commit: commit.hash, offset, limit: 7 };
        seen.push(...(await reader.commitStatuses.listCommitStatuses(query)).values.map(({ key }) => key));
      }
      expect(seen.filter((key) => key.startsWith('k'))).toEqual(keys);
    }
    isReading = false;
    await written;
  });

  test('agree on repositories that they add, rename and remove at once', async () => {
    await using processes = await openProcesses(kind, Math.min(count, 5));
    const [store] = processes.stores as [Store];
    const { stores } = processes;

    const added = await each(stores, (one, index) => addRepository(one, 'same', { workspace: `w${index % 2}` }));
    const other = await addRepository(store, 'other', { workspace: 'w0' });
    const renames = await each(stores, (one) =>
      one.repositories.changeRepository({ repositoryId: other.id, settings: {}, slug: 'other-2', at: 5 }),
    );
    const removals = await each(stores, (one) => one.repositories.removeRepository({ repositoryId: other.id, at: 9 }));

    expect(new Set(added.map(({ id }) => id)).size).toBe(Math.min(2, stores.length));
    expect(new Set(renames)).toEqual(new Set(['changed']));
    expect(removals.filter((wasThere) => wasThere)).toHaveLength(1);
    const { values } = await store.repositories.listRepositories({ offset: 0, limit: 10 });
    expect(values.map(({ slug }) => slug)).toEqual(['same', 'same'].slice(0, Math.min(2, stores.length)));
  });

  test('leave nothing of a repository that one renames while another removes it', async () => {
    await using processes = await openProcesses(kind, Math.min(count, 2));
    const [renaming, removing = renaming] = processes.stores as [Store, Store?];
    for (let round = 0; round < 10; round += 1) {
      const { id } = await addRepository(renaming, `old-${round}`);

      const [renamed, wasThere] = await Promise.all([
        renaming.repositories.changeRepository({ repositoryId: id, settings: {}, slug: `new-${round}`, at: 5 }),
        removing.repositories.removeRepository({ repositoryId: id, at: 6 }),
      ]);

      expect(wasThere).toBe(true);
      expect(['changed', 'gone']).toContain(renamed);
      for (const slug of [`old-${round}`, `new-${round}`]) {
        const address = { workspace: 'acme', slug };
        expect(await renaming.repositories.findRepository(address)).toBeUndefined();
        expect(await renaming.repositories.findRenamedRepository(address)).toBeUndefined();
      }
    }
    expect((await renaming.repositories.listRepositories({ offset: 0, limit: 10 })).size).toBe(0);
  });

  test('number pull requests without a gap', async () => {
    await using processes = await openProcesses(kind, Math.min(count, 5));
    const [store] = processes.stores as [Store];
    const { id: repositoryId } = await addRepository(store, 'widgets');
    const pullRequest: Omit<PullRequest, 'id' | 'updatedOn'> = {
      title: 't',
      description: '',
      state: 'OPEN',
      isDraft: false,
      author: { uuid: newUuid(), name: 'a' },
      source: { branch: 'a' },
      destination: { branch: 'b' },
      followsBranch: true,
      closesSourceBranch: false,
      reviewers: [],
      reason: '',
      createdOn: 1,
    };

    const added = await each([...processes.stores, ...processes.stores], (one) =>
      one.pullRequests.addPullRequest({ repositoryId, pullRequest }),
    );

    expect(added.map(({ id }) => id).toSorted((a, b) => a - b)).toEqual(added.map((_, index) => index + 1));
  });
});
