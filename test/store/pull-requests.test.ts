import { expect, test } from 'vitest';
import { toCommitHash } from '../../src/domain/commit-hash.ts';
import type { PullRequest } from '../../src/domain/pull-request.ts';
import type { NewPullRequest } from '../../src/store/pull-request-store.ts';
import { hashFrom } from '../support/addresses.ts';
import { addRepository, describeStores } from '../support/describe-stores.ts';

const first = toCommitHash(hashFrom('1'));
const second = toCommitHash(hashFrom('2'));
const third = toCommitHash(hashFrom('3'));
const alice = { uuid: '{11111111-2222-3333-4444-555555555555}', name: 'alice' };
const bob = { uuid: '{aaaaaaaa-2222-3333-4444-555555555555}', name: 'Bob Ä' };

const whole: NewPullRequest['pullRequest'] = {
  title: 'Widen the gate',
  description: 'It was too narrow.',
  state: 'OPEN',
  isDraft: true,
  author: alice,
  source: { branch: 'feature', commit: first },
  destination: { branch: 'main', commit: second },
  followsBranch: true,
  closesSourceBranch: true,
  reviewers: [bob, alice],
  mergeCommit: undefined,
  closedBy: undefined,
  reason: '',
  createdOn: 10,
};

describeStores((current) => {
  function add(members: Partial<NewPullRequest['pullRequest']> = {}, at = current()) {
    return at.store.pullRequests.addPullRequest({
      repositoryId: at.repositoryId,
      pullRequest: { ...whole, ...members },
    });
  }

  function find(id = 1) {
    const { store, repositoryId } = current();
    return store.pullRequests.findPullRequest({ repositoryId, id });
  }

  function change(members: Partial<PullRequest>, id = 1) {
    const { store, repositoryId } = current();
    return store.pullRequests.changePullRequest({ repositoryId, id, members, at: 20 });
  }

  function move(
    moves: readonly { id: number; source?: PullRequest['mergeCommit']; destination?: PullRequest['mergeCommit'] }[],
  ) {
    const { store, repositoryId } = current();
    return store.pullRequests.movePullRequests({ repositoryId, moves, at: 30 });
  }

  async function list(states?: readonly PullRequest['state'][], page = { offset: 0, limit: 10 }) {
    const { store, repositoryId } = current();
    const { values, size } = await store.pullRequests.listPullRequests({ repositoryId, states, ...page });
    return { ids: values.map(({ id }) => id), size };
  }

  test('gives back the pull request that was added', async () => {
    const added = await add();

    expect(added).toEqual({ ...whole, id: 1, updatedOn: 10 });
    expect(await find()).toEqual(added);
  });

  test('gives back one of which little is known', async () => {
    const little = { source: { branch: 'a' }, destination: { branch: 'b' }, reviewers: [], description: '' };

    const added = await add(little);

    expect(await find()).toEqual(added);
    expect(added).toMatchObject(little);
  });

  test('numbers the pull requests of each repository from 1, each once', async () => {
    const { store } = current();
    const gadgets = { store, repositoryId: (await addRepository(store, 'gadgets')).id };

    const added = await Promise.all(Array.from({ length: 20 }, () => add()));

    expect(added.map(({ id }) => id)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    expect((await add({}, gadgets)).id).toBe(1);
    expect(await find(21)).toBeUndefined();
  });

  test('changes the members that are there', async () => {
    const added = await add();

    const changed = await change({ title: 'Narrow it', destination: { branch: 'release', commit: undefined } });

    expect(changed).toEqual({
      ...added,
      title: 'Narrow it',
      destination: { branch: 'release', commit: undefined },
      updatedOn: 20,
    });
    expect(await find()).toEqual(changed);
  });

  test('replaces the reviewers', async () => {
    await add();

    for (const reviewers of [[alice], [], [alice, bob]]) {
      expect((await change({ reviewers }))?.reviewers).toEqual(reviewers);
      expect((await find())?.reviewers).toEqual(reviewers);
    }
  });

  test('closes one once, and changes nothing of it afterwards', async () => {
    await add();
    const merged = { state: 'MERGED', mergeCommit: third, closedBy: bob } as const;

    const outcomes = await Promise.all([change(merged), change({ state: 'DECLINED' }), change({ title: 'late' })]);
    await move([{ id: 1, source: third }]);

    expect(outcomes.slice(1)).toEqual([undefined, undefined]);
    expect(outcomes[0]).toMatchObject(merged);
    expect(await find()).toEqual(outcomes[0]);
  });

  test('changes and finds none that is not there', async () => {
    expect([await change({ title: 'x' }), await find()]).toEqual([undefined, undefined]);
  });

  test('moves those that are told, and counts a new source as a change', async () => {
    await Promise.all([add(), add(), add(), add()]);

    await move([
      { id: 1, source: third },
      { id: 2, destination: third },
      { id: 3, source: first },
      { id: 9, source: third },
    ]);

    const moved = await Promise.all([1, 2, 3, 4].map(find));
    expect(moved.map((one) => [one?.source.commit, one?.destination.commit, one?.updatedOn])).toEqual([
      [third, second, 30],
      [first, third, 10],
      [first, second, 10],
      [first, second, 10],
    ]);
    expect(moved[0]?.reviewers).toEqual(whole.reviewers);
  });

  test('moves one whose commits nobody knew', async () => {
    await add({ source: { branch: 'feature' }, destination: { branch: 'main' } });

    await move([{ id: 1, source: first, destination: second }]);

    expect(await find()).toMatchObject({ source: { commit: first }, destination: { commit: second }, updatedOn: 30 });
  });

  test('lists what it takes to move those that are open', async () => {
    const { store, repositoryId } = current();
    await Promise.all([add(), add({ source: { branch: 'other' }, followsBranch: false }), add()]);
    await change({ state: 'DECLINED' }, 3);

    const open = await store.pullRequests.listOpenPullRequests({ repositoryId });

    expect(open.toSorted((a, b) => a.id - b.id)).toEqual([
      { id: 1, source: whole.source, destination: whole.destination, followsBranch: true },
      { id: 2, source: { branch: 'other', commit: undefined }, destination: whole.destination, followsBranch: false },
    ]);
  });

  test('tells where to move those that are not where their branches were reported', async () => {
    const { store, repositoryId } = current();
    const moves = async () => {
      const listed = await store.pullRequests.listReportedMoves({ repositoryId });
      return listed.toSorted((a, b) => a.id - b.id);
    };
    const report = (commit: typeof first, refname: string, key: string) =>
      store.commitStatuses.replaceCommitStatus({
        kind: 'replace',
        repositoryId,
        commit: { hash: commit },
        key,
        uuid: alice.uuid,
        content: { state: 'FAILED', name: '', description: '', url: '', refname },
        at: 40,
      });
    await add();
    await add({ followsBranch: false });
    await add({ source: { branch: 'other' }, destination: { branch: 'feature' } });
    await add();
    await change({ state: 'MERGED' }, 4);
    expect(await moves()).toEqual([]);

    await report(second, 'main', 'a');
    expect(await moves()).toEqual([]);
    await report(first, 'feature', 'b');
    expect(await moves()).toEqual([{ id: 3, source: undefined, destination: first }]);
    await report(third, 'feature', 'c');
    expect(await moves()).toEqual([
      { id: 1, source: third, destination: second },
      { id: 3, source: undefined, destination: third },
    ]);

    await move(await moves());
    expect(await moves()).toEqual([]);
    expect((await find(1))?.source.commit).toBe(third);
    expect((await find(2))?.source.commit).toBe(first);
  });

  test('lists the newest first, in pages, by state', async () => {
    await Promise.all(Array.from({ length: 5 }, () => add()));
    await change({ state: 'MERGED' }, 2);
    await change({ state: 'DECLINED' }, 4);

    expect(await list()).toEqual({ ids: [5, 4, 3, 2, 1], size: 5 });
    expect(await list(undefined, { offset: 1, limit: 2 })).toEqual({ ids: [4, 3], size: 5 });
    expect(await list(undefined, { offset: 9, limit: 2 })).toEqual({ ids: [], size: 5 });
    expect(await list(['OPEN'])).toEqual({ ids: [5, 3, 1], size: 3 });
    expect(await list(['MERGED', 'DECLINED'], { offset: 0, limit: 1 })).toEqual({ ids: [4], size: 2 });
  });

  test('shows each in a list with reviewers of its own, in their order', async () => {
    const { store, repositoryId } = current();
    await Promise.all([add(), add({ reviewers: [] }), add({ reviewers: [alice, bob] })]);

    const { values } = await store.pullRequests.listPullRequests({ repositoryId, offset: 0, limit: 10 });

    expect(values.map(({ reviewers }) => reviewers)).toEqual([[alice, bob], [], [bob, alice]]);
    expect(values).toEqual(await Promise.all([3, 2, 1].map(find)));
  });

  test('removes those of a repository with it, and takes no more', async () => {
    const { store, repositoryId } = current();
    const gadgets = { store, repositoryId: (await addRepository(store, 'gadgets')).id };
    await Promise.all([add(), add({}, gadgets)]);

    await store.repositories.removeRepository({ repositoryId, at: 50 });

    expect(await find()).toBeUndefined();
    await expect(add()).rejects.toMatchObject({ code: 'not_found' });
    await expect(change({ title: 'x' })).rejects.toMatchObject({ code: 'not_found' });
    await expect(move([{ id: 1, source: third }])).rejects.toMatchObject({ code: 'not_found' });
    const kept = await store.pullRequests.findPullRequest({ repositoryId: gadgets.repositoryId, id: 1 });
    expect(kept?.reviewers).toEqual(whole.reviewers);
  });
});
