import { expect, test } from 'vitest';
import type { BuildState } from '../../src/domain/build-state.ts';
import { toCommitHash } from '../../src/domain/commit-hash.ts';
import type { Store } from '../../src/store/store.ts';
import { hashFrom } from '../support/addresses.ts';
import { addRepository, describeStores, newUuid } from '../support/describe-stores.ts';

const hash = toCommitHash(hashFrom('c0ffee'));

function report({ commitStatuses }: Store, repositoryId: number, state: BuildState, at: number) {
  return commitStatuses.replaceCommitStatus({
    kind: 'replace',
    repositoryId,
    commit: { hash },
    key: 'ci/unit',
    uuid: newUuid(),
    content: { state, name: 'unit', description: 'd', url: 'https://x.org/', refname: 'main' },
    author: 'jenkins',
    buildNumber: 7,
    at,
  });
}

describeStores((current) => {
  const status = () => ({ repositoryId: current().repositoryId, commit: hash, key: 'ci/unit' });
  const decide = (at: number, reason?: string) => ({ ...status(), author: 'alice', at, reason });
  const find = () => current().store.commitStatuses.findCommitStatus(status());
  const listEvents = () =>
    current().store.statusEvents.listStatusEvents({ repositoryId: current().repositoryId, after: 0, limit: 99 });

  test('a voided status tells who took it out, when and why, and an event does, too', async () => {
    const { store, repositoryId } = current();
    const { status: reported } = await report(store, repositoryId, 'FAILED', 1);

    const voided = await store.commitStatuses.voidCommitStatus({ ...decide(5), reason: 'disk was full' });

    expect(voided).toEqual({
      status: { ...reported, voided: { reason: 'disk was full', by: 'alice', on: 5 } },
      isChanged: true,
    });
    expect(await find()).toEqual(voided?.status);
    expect(await listEvents()).toMatchObject([
      { id: 1, kind: 'reported' },
      {
        id: 2,
        kind: 'voided',
        state: 'FAILED',
        oldState: 'FAILED',
        refname: 'main',
        attempt: 1,
        buildNumber: 7,
        author: 'alice',
        reason: 'disk was full',
        occurredOn: 5,
      },
    ]);
  });

  test('voiding again replaces the reason; with the same one it leaves no trace', async () => {
    const { store, repositoryId } = current();
    await report(store, repositoryId, 'FAILED', 1);
    await store.commitStatuses.voidCommitStatus({ ...decide(5), reason: 'a' });

    const same = await store.commitStatuses.voidCommitStatus({ ...decide(6), reason: 'a' });
    const other = await store.commitStatuses.voidCommitStatus({ ...decide(7), reason: 'b' });

    expect([same?.isChanged, same?.status.voided?.on]).toEqual([false, 5]);
    expect(other).toMatchObject({ isChanged: true, status: { voided: { reason: 'b', on: 7 } } });
    expect((await listEvents()).map(({ kind, reason }) => [kind, reason])).toEqual([
      ['reported', undefined],
      ['voided', 'a'],
      ['voided', 'b'],
    ]);
  });

  test('a restored status counts again, and one that counts cannot be restored', async () => {
    const { store, repositoryId } = current();
    await report(store, repositoryId, 'FAILED', 1);
    await store.commitStatuses.voidCommitStatus({ ...decide(5), reason: 'a' });

    const restored = await store.commitStatuses.restoreCommitStatus(decide(6, 'it did fail'));
    const again = await store.commitStatuses.restoreCommitStatus(decide(7));

    expect(restored).toMatchObject({ isChanged: true, status: { voided: undefined, updatedOn: 1 } });
    expect(again?.isChanged).toBe(false);
    expect((await listEvents()).at(-1)).toMatchObject({ id: 3, kind: 'restored', reason: 'it did fail' });
  });

  test('a report that says something else lets a voided status count again, a repeat does not', async () => {
    const { store, repositoryId } = current();
    await report(store, repositoryId, 'FAILED', 1);
    await store.commitStatuses.voidCommitStatus({ ...decide(5), reason: 'a' });

    await report(store, repositoryId, 'FAILED', 6);
    expect((await find())?.voided?.reason).toBe('a');
    await report(store, repositoryId, 'SUCCESSFUL', 7);
    expect((await find())?.voided).toBeUndefined();
  });

  test('a removed status leaves its history, and the next report makes a new one', async () => {
    const { store, repositoryId } = current();
    const { status: first } = await report(store, repositoryId, 'FAILED', 1);

    expect(await store.commitStatuses.removeCommitStatus(decide(5, 'mistyped'))).toBe(true);
    expect(await find()).toBeUndefined();
    expect(await store.commitStatuses.removeCommitStatus(decide(6))).toBe(false);
    const { status: second, created } = await report(store, repositoryId, 'SUCCESSFUL', 8);

    expect(created).toBe(true);
    expect(second.uuid).not.toBe(first.uuid);
    expect((await listEvents()).map(({ kind, oldState, reason }) => [kind, oldState, reason])).toEqual([
      ['reported', undefined, undefined],
      ['removed', 'FAILED', 'mistyped'],
      ['reported', undefined, undefined],
    ]);
  });

  test('there is nothing to decide of a key, a commit or a repository that is not there', async () => {
    const { store, repositoryId } = current();
    await report(store, repositoryId, 'FAILED', 1);
    const { commitStatuses } = store;
    const elsewhere = await addRepository(store, 'elsewhere');

    for (const other of [{ key: 'ci' }, { commit: toCommitHash(hashFrom('bad')) }, { repositoryId: elsewhere.id }]) {
      expect(await commitStatuses.voidCommitStatus({ ...decide(5), reason: 'a', ...other })).toBeUndefined();
      expect(await commitStatuses.restoreCommitStatus({ ...decide(5), ...other })).toBeUndefined();
      expect(await commitStatuses.removeCommitStatus({ ...decide(5), ...other })).toBe(false);
    }
    await store.repositories.removeRepository({ repositoryId, at: 9 });
    await expect(commitStatuses.removeCommitStatus(decide(10))).rejects.toMatchObject({ code: 'not_found' });
  });

  test('of twenty that decide at once beside those who report, each leaves its event', async () => {
    const { store, repositoryId } = current();
    await report(store, repositoryId, 'FAILED', 1);
    let woken = 0;
    using _ = store.statusEvents.watchStatusEvents({ repositoryId, wake: () => (woken += 1) });

    await Promise.all(
      [...Array(20).keys()].flatMap((index) => [
        store.commitStatuses.voidCommitStatus({ ...decide(10 + index), reason: `reason ${index}` }),
        report(store, repositoryId, index % 2 === 0 ? 'SUCCESSFUL' : 'FAILED', 10 + index),
      ]),
    );

    const events = await listEvents();
    expect(events.map(({ id }) => id)).toEqual([...Array(41).keys()].map((index) => index + 1));
    expect(woken).toBeGreaterThan(0);
  });
});
