import { expect, test } from 'vitest';
import { createHistoryPruning } from '../../src/actions/prune-history.ts';
import type { BuildState } from '../../src/domain/build-state.ts';
import { toCommitHash } from '../../src/domain/commit-hash.ts';
import type { Store } from '../../src/store/store.ts';
import { hashFrom } from '../support/addresses.ts';
import { addRepository, describeStores, newUuid } from '../support/describe-stores.ts';

const hash = toCommitHash(hashFrom('c0ffee'));
const day = 24 * 3_600_000_000;

function report(
  { commitStatuses }: Store,
  repositoryId: number,
  told: { key?: string; state: BuildState; at: number },
) {
  const { key = 'ci', state, at } = told;
  return commitStatuses.replaceCommitStatus({
    kind: 'replace',
    repositoryId,
    commit: { hash },
    key,
    uuid: newUuid(),
    content: { state, name: '', description: '', url: '' },
    at,
  });
}

/** A build that runs once more each time. */
async function runs(store: Store, repositoryId: number, times: readonly number[], key = 'ci'): Promise<void> {
  for (const at of times) {
    await report(store, repositoryId, { key, state: 'INPROGRESS', at });
    await report(store, repositoryId, { key, state: 'FAILED', at: at + 1 });
  }
}

describeStores((current) => {
  const retain = (historyRetention: number | null, repositoryId = current().repositoryId) =>
    current().store.policies.changePolicy({ repositoryId, changes: { historyRetention } });
  const prune = ({ at, after = 0, limit = 500 }: { at: number; after?: number; limit?: number }) =>
    current().store.policies.pruneStatusEvents({ repositoryId: current().repositoryId, at, after, limit });
  const idsOf = async (repositoryId = current().repositoryId) => {
    const events = await current().store.statusEvents.listStatusEvents({ repositoryId, after: 0, limit: 9999 });
    return events.map(({ id }) => id);
  };
  const prunedThrough = () => current().store.statusEvents.findPrunedThrough({ repositoryId: current().repositoryId });

  test('of old attempts only the newest of each build is kept, and it is told up to where some are missing', async () => {
    const { store, repositoryId } = current();
    await retain(day);
    await runs(store, repositoryId, [10, 20, 30]);
    await runs(store, repositoryId, [40, 50], 'lint');

    expect(await prune({ at: day + 1000 })).toEqual({ through: 10, deleted: 6, isDone: true });

    expect(await idsOf()).toEqual([5, 6, 9, 10]);
    expect(await prunedThrough()).toBe(8);
    expect(await prune({ at: day + 1000 })).toEqual({ through: 10, deleted: 0, isDone: true });
    expect(await prunedThrough()).toBe(8);
  });

  test('what is younger stays, and so does everything without a policy', async () => {
    const { store, repositoryId } = current();
    await runs(store, repositoryId, [10, 20, 30]);

    expect(await prune({ at: 99 * day })).toMatchObject({ deleted: 0, isDone: true });
    await retain(day);
    expect(await prune({ at: day + 11 })).toEqual({ through: 1, deleted: 1, isDone: true });
    expect(await prune({ at: day + 21 })).toEqual({ through: 3, deleted: 2, isDone: true });
    await retain(null);
    expect(await prune({ at: 99 * day })).toMatchObject({ deleted: 0, isDone: true });
    expect(await idsOf()).toEqual([4, 5, 6]);
  });

  test('what is left of a removed status goes when it is old, but for the newest event of all', async () => {
    const { store, repositoryId } = current();
    await retain(day);
    await runs(store, repositoryId, [10]);
    await store.commitStatuses.removeCommitStatus({ repositoryId, commit: hash, key: 'ci', at: 30 });

    expect(await prune({ at: 9 * day })).toEqual({ through: 3, deleted: 2, isDone: true });
    await report(store, repositoryId, { key: 'other', state: 'FAILED', at: 40 });

    // No number is given twice, so that nobody who follows takes it for known.
    expect(await idsOf()).toEqual([3, 4]);
    expect(await prune({ at: 9 * day })).toEqual({ through: 4, deleted: 1, isDone: true });
  });

  test('one step looks at so many events and no more, and the next goes on there', async () => {
    const { store, repositoryId } = current();
    await retain(day);
    await runs(store, repositoryId, [10, 20, 30, 40]);

    expect(await prune({ at: 9 * day, limit: 3 })).toEqual({ through: 3, deleted: 3, isDone: false });
    expect(await prune({ at: 9 * day, limit: 3, after: 3 })).toEqual({ through: 6, deleted: 3, isDone: false });
    expect(await prune({ at: 9 * day, limit: 3, after: 6 })).toEqual({ through: 8, deleted: 0, isDone: true });
  });

  test('an event of a clock that is ahead keeps no other from going', async () => {
    const { store, repositoryId } = current();
    await retain(day);
    await runs(store, repositoryId, [10, 50 * day, 20, 30]);

    await prune({ at: 9 * day });

    expect(await idsOf()).toEqual([3, 4, 7, 8]);
  });

  test('other repositories are left alone', async () => {
    const { store, repositoryId } = current();
    const other = await addRepository(store, 'other');
    await retain(day);
    for (const id of [repositoryId, other.id]) await runs(store, id, [10, 20]);

    await createHistoryPruning({ store, clock: { now: () => 9 * day } })(new AbortController().signal);

    expect([await idsOf(), await idsOf(other.id)]).toEqual([
      [3, 4],
      [1, 2, 3, 4],
    ]);
  });

  test('what was looked through is not looked through again until the next day', async () => {
    const { store, repositoryId } = current();
    await retain(day);
    await runs(store, repositoryId, [10, 20]);
    const steps: number[] = [];
    const policies = {
      ...store.policies,
      pruneStatusEvents: (step: Parameters<Store['policies']['pruneStatusEvents']>[0]) => {
        steps.push(step.after);
        return store.policies.pruneStatusEvents(step);
      },
    };
    let now = 9 * day;
    const again = createHistoryPruning({
      store: { ...store, statusEvents: store.statusEvents, policies } as unknown as Store,
      clock: { now: () => now },
    });
    const { signal } = new AbortController();

    await again(signal);
    await again(signal);
    expect(steps).toEqual([0]);
    await runs(store, repositoryId, [now]);
    now += day - 1;
    await again(signal);
    expect(steps).toEqual([0]);
    now += 1;
    await again(signal);

    expect(steps).toEqual([0, 0]);
    expect(await idsOf()).toEqual([5, 6]);
  });

  test('who reports meanwhile waits for one step, and never for all', async () => {
    const { store, repositoryId } = current();
    await retain(day);
    const count = 2000;
    await Promise.all(
      Array.from({ length: count }, (_, index) =>
        report(store, repositoryId, { state: index % 2 === 0 ? 'INPROGRESS' : 'FAILED', at: 1 + index }),
      ),
    );
    const done: ('step' | 'report')[] = [];

    let isPruned = false;
    const pruning = async () => {
      let after = 0;
      while (!isPruned) {
        const stretch = await prune({ at: 9 * day, after, limit: 100 });
        after = stretch.through;
        isPruned = stretch.isDone;
        done.push('step');
      }
    };
    const reporting = async () => {
      for (let at = 10 * day; !isPruned; at += 1) {
        await report(store, repositoryId, { key: 'other', state: at % 2 === 0 ? 'INPROGRESS' : 'FAILED', at });
        done.push('report');
      }
    };
    await Promise.all([pruning(), reporting()]);

    expect(done.filter((one) => one === 'step').length).toBeGreaterThanOrEqual(count / 100);
    expect(done.join(' ')).not.toContain('step step step');
    expect((await idsOf()).slice(0, 2)).toEqual([count - 1, count]);
  });
});
