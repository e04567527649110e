import { beforeEach, expect, test } from 'vitest';
import { type CommitRevision, toCommitHash } from '../../src/domain/commit-hash.ts';
import { defaultRepositorySettings } from '../../src/domain/repository-settings.ts';
import type { CommitStatusReplacement, CommitStatusUpdate } from '../../src/store/commit-status-store.ts';
import type { Store } from '../../src/store/store.ts';
import { hashFrom } from '../support/addresses.ts';
import { addRepository, describeStores, newUuid } from '../support/describe-stores.ts';

const commit = { hash: toCommitHash(hashFrom('c0ffee')) };
const details = { message: 'Subject', author: 'Alice <a@x>', date: '2025-01-02T03:04:05+00:00' };

describeStores((current) => {
  let store: Store;
  let repositoryId: number;
  beforeEach(() => {
    ({ store, repositoryId } = current());
  });

  function addAgain(slug: string) {
    return store.repositories.addRepository({
      address: { workspace: 'acme', slug },
      uuid: newUuid(),
      workspaceUuid: newUuid(),
      settings: defaultRepositorySettings(slug),
      createdOn: 1,
    });
  }

  function replacement(change: Partial<CommitStatusReplacement> = {}): CommitStatusReplacement {
    const content = { state: 'FAILED', name: 'n', description: 'd', url: 'u', refname: 'main' } as const;
    return {
      kind: 'replace',
      repositoryId,
      commit,
      key: 'ci',
      uuid: newUuid(),
      content,
      author: 'jdoe',
      at: 10,
      ...change,
    };
  }

  function update(change: Partial<CommitStatusUpdate> = {}): CommitStatusUpdate {
    return { kind: 'update', repositoryId, commit, key: 'ci', members: {}, author: 'alice', at: 20, ...change };
  }

  test('can be reached', async () => {
    await expect(store.checkReachable()).resolves.toBeUndefined();
  });

  test('gives back what was put', async () => {
    const change = replacement();

    const { status, created } = await store.commitStatuses.replaceCommitStatus(change);

    const { content, key, author } = change;
    expect(created).toBe(true);
    expect(status).toEqual({
      ...content,
      key,
      author,
      uuid: change.uuid,
      commitHash: commit.hash,
      createdOn: 10,
      updatedOn: 10,
      attempt: 1,
    });
    expect(await store.commitStatuses.findCommitStatus({ repositoryId, commit: commit.hash, key })).toEqual(status);
  });

  test('keeps uuid and createdOn when a status is replaced, and nothing else', async () => {
    const first = await store.commitStatuses.replaceCommitStatus(replacement());
    const content = { state: 'SUCCESSFUL', name: '', description: '', url: '' } as const;

    const second = await store.commitStatuses.replaceCommitStatus(replacement({ content, author: undefined, at: 30 }));

    const { uuid: kept, createdOn, commitHash, key } = first.status;
    expect(second.created).toBe(false);
    expect(second.status).toEqual({ ...content, uuid: kept, createdOn, commitHash, key, updatedOn: 30, attempt: 2 });
  });

  test('updates the members that are there', async () => {
    const { status } = await store.commitStatuses.replaceCommitStatus(replacement());

    const updated = await store.commitStatuses.updateCommitStatus(
      update({ members: { state: 'STOPPED', refname: null } }),
    );

    const { refname: _gone, ...kept } = status;
    expect(updated?.status).toEqual({ ...kept, state: 'STOPPED', author: 'alice', updatedOn: 20, attempt: 2 });
  });

  test('leaves a url that is still the one named', async () => {
    await store.commitStatuses.replaceCommitStatus(replacement());

    const kept = await store.commitStatuses.updateCommitStatus(update({ members: { url: 'v' }, unlessUrlIs: 'u' }));
    const changed = await store.commitStatuses.updateCommitStatus(update({ members: { url: 'v' }, unlessUrlIs: 'w' }));

    expect([kept?.status.url, changed?.status.url]).toEqual(['u', 'v']);
  });

  test('updates nothing that is not there, and remembers no commit for it', async () => {
    expect(await store.commitStatuses.updateCommitStatus(update())).toBeUndefined();
    expect(await store.commits.findCommits({ repositoryId, revision: 'c0ffee0' as CommitRevision })).toEqual([]);
  });

  test('takes a thousand changes of a few keys at once, in their order', async () => {
    const changes = Array.from({ length: 1000 }, (_, at) => replacement({ key: `k${at % 7}`, at }));

    const results = await Promise.all(changes.map((change) => store.commitStatuses.replaceCommitStatus(change)));

    expect(results.map(({ status }) => status.updatedOn)).toEqual(changes.map(({ at }) => at));
    expect(results.filter(({ created }) => created).length).toBe(7);
    const { values, size } = await store.commitStatuses.listCommitStatuses({
      repositoryId,
      commit: commit.hash,
      offset: 0,
      limit: 10,
    });
    expect(size).toBe(7);
    expect(values.map(({ updatedOn }) => updatedOn).toSorted()).toEqual([993, 994, 995, 996, 997, 998, 999]);
  });

  test('lets a bad change fail alone, never its neighbours', async () => {
    const changes = [
      replacement({ key: 'a' }),
      replacement({ key: 'b', repositoryId: 999 }),
      replacement({ key: 'c' }),
    ];

    const results = await Promise.allSettled(changes.map((change) => store.commitStatuses.replaceCommitStatus(change)));

    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(results[1]).toMatchObject({ reason: { code: 'not_found' } });
    const { size } = await store.commitStatuses.listCommitStatuses({
      repositoryId,
      commit: commit.hash,
      offset: 0,
      limit: 10,
    });
    expect(size).toBe(2);
  });

  test('adds what Git says of a commit when it becomes known', async () => {
    const find = () => store.commits.findCommits({ repositoryId, revision: commit.hash as string as CommitRevision });
    await store.commitStatuses.replaceCommitStatus(replacement());
    const before = await find();

    await store.commitStatuses.replaceCommitStatus(replacement({ commit: { ...commit, details } }));

    expect(before).toEqual([{ ...commit, seenOn: 10 }]);
    expect(await find()).toEqual([{ ...commit, details, seenOn: 10 }]);
  });

  test('finds commits by how their hash begins, two at most', async () => {
    for (const start of ['abc1230', 'abc1231', 'abc1240']) {
      await store.commitStatuses.replaceCommitStatus(replacement({ commit: { hash: toCommitHash(hashFrom(start)) } }));
    }
    const find = async (revision: string) =>
      (await store.commits.findCommits({ repositoryId, revision: revision as CommitRevision })).map(({ hash }) => hash);

    expect(await find('abc1230')).toEqual([hashFrom('abc1230')]);
    expect(await find('abc123')).toEqual([hashFrom('abc1230'), hashFrom('abc1231')]);
    expect(await find('abc12')).toHaveLength(2);
    expect(await find('abc125')).toEqual([]);
    expect(
      await store.commits.findCommits({ repositoryId: repositoryId + 1, revision: 'abc1230' as CommitRevision }),
    ).toEqual([]);
  });

  test('adds a repository once', async () => {
    expect(await addAgain('gadgets')).toEqual({ added: true });
    expect(await addAgain('gadgets')).toEqual({ added: false });
    expect(
      (await store.repositories.listRepositories({ offset: 0, limit: 10 })).values.map(({ slug }) => slug),
    ).toEqual(['gadgets', 'widgets']);
  });

  test('ties a repository to a Git directory once', async () => {
    const tie = (gitDirectory: string) => store.repositories.setGitDirectory({ repositoryId, gitDirectory });

    expect([await tie('/a'), await tie('/b')]).toEqual([true, false]);
    expect((await store.repositories.findRepository({ workspace: 'acme', slug: 'widgets' }))?.gitDirectory).toBe('/a');
  });

  test('removes a repository with all that is its own, and leaves its neighbour', async () => {
    const { id: gadgets } = await addRepository(store, 'gadgets');
    await store.commitStatuses.replaceCommitStatus(replacement({ repositoryId: gadgets }));
    const many = Array.from({ length: 6000 }, (_, index) => replacement({ key: `k${index}` }));
    await Promise.all(many.map((change) => store.commitStatuses.replaceCommitStatus(change)));

    await store.repositories.removeRepository({ repositoryId, at: 50 });

    expect(await store.repositories.findRepository({ workspace: 'acme', slug: 'widgets' })).toBeUndefined();
    expect(await store.commits.findCommits({ repositoryId, revision: 'c0ffee0' as CommitRevision })).toEqual([]);
    expect(
      await store.commitStatuses.findCommitStatus({ repositoryId: gadgets, commit: commit.hash, key: 'ci' }),
    ).toBeDefined();
  });

  test('refuses writes to a repository from the moment of its removal, and gives its number to no other', async () => {
    await store.commitStatuses.replaceCommitStatus(replacement());
    const removal = store.repositories.removeRepository({ repositoryId, at: 50 });
    const late = store.commitStatuses.replaceCommitStatus(replacement({ key: 'late' }));
    const lateUpdate = store.commitStatuses.updateCommitStatus(update());

    const outcomes = await Promise.allSettled([late, lateUpdate]);

    expect(outcomes).toMatchObject([{ reason: { code: 'not_found' } }, { reason: { code: 'not_found' } }]);
    expect(await removal).toBe(true);
    expect(await store.repositories.removeRepository({ repositoryId, at: 60 })).toBe(false);
    const again = await addRepository(store, 'widgets');
    expect(again.id).toBeGreaterThan(repositoryId);
  });

  test('takes no writes once it is closing, and keeps those it took', async () => {
    const taken = store.commitStatuses.replaceCommitStatus(replacement());
    const closed = store[Symbol.asyncDispose]();
    const late = store.commitStatuses.replaceCommitStatus(replacement({ key: 'late' }));

    await expect(late).rejects.toMatchObject({ code: 'unavailable' });
    await expect(taken).resolves.toMatchObject({ created: true });
    await closed;
  });
});
