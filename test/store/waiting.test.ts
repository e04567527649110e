import { expect, test } from 'vitest';
import { awaitCombinedStatus } from '../../src/actions/await-combined-status.ts';
import type { ActionContext } from '../../src/actions/context.ts';
import type { CombinedStatusInContext } from '../../src/actions/get-combined-status.ts';
import { watchCommit } from '../../src/actions/watch-commit.ts';
import { type CommitHash, toCommitHash } from '../../src/domain/commit-hash.ts';
import { everything } from '../../src/domain/everything.ts';
import { createSystemClock } from '../../src/domain/instant.ts';
import { GitCommitSource } from '../../src/git/git-commit-source.ts';
import { GitRefSource } from '../../src/git/git-ref-source.ts';
import type { Store } from '../../src/store/store.ts';
import { hashFrom } from '../support/addresses.ts';
import { describeStores, newUuid } from '../support/describe-stores.ts';

const commit = toCommitHash(hashFrom('c0ffee'));
const another = toCommitHash(hashFrom('facade'));
const address = { workspace: 'acme', slug: 'widgets' };

const caller = { grants: everything };
const findCallerAgain = async () => caller;

/** The store, and how many there watch it and have asked it for statuses. */
function counting(store: Store) {
  const count = { watching: 0, asked: 0 };
  const counted: Store = {
    ...store,
    checkReachable: () => store.checkReachable(),
    commitStatuses: {
      ...store.commitStatuses,
      listStatusesOfCommits(query) {
        count.asked += 1;
        return store.commitStatuses.listStatusesOfCommits(query);
      },
    },
    statusEvents: {
      ...store.statusEvents,
      watchStatusEvents(watch) {
        const watching = store.statusEvents.watchStatusEvents(watch);
        count.watching += 1;
        return {
          [Symbol.dispose]: () => {
            count.watching -= 1;
            watching[Symbol.dispose]();
          },
        };
      },
    },
    [Symbol.asyncDispose]: async () => {},
  };
  return { store: counted, count };
}

function contextOf(store: Store): ActionContext {
  return {
    store,
    clock: createSystemClock(),
    commitSource: new GitCommitSource(),
    refSource: new GitRefSource(),
    createsRepositories: false,
    sharesStatuses: true,
    caller,
  };
}

async function put(store: Store, repositoryId: number, key: string, isDone: boolean, hash: CommitHash = commit) {
  const content = { state: isDone ? 'SUCCESSFUL' : 'INPROGRESS', name: '', description: '', url: '' } as const;
  const change = { repositoryId, commit: { hash }, key, uuid: newUuid(), content, at: 1 };
  await store.commitStatuses.replaceCommitStatus({ kind: 'replace', ...change });
}

const isFinal = ({ combined }: CombinedStatusInContext) => combined.isFinal;

describeStores((current) => {
  test('fifty who wait while twenty write end once each, and nobody watches afterwards', async () => {
    const { store, repositoryId } = current();
    const { store: counted, count } = counting(store);
    const context = contextOf(counted);
    const keys = Array.from({ length: 20 }, (_, index) => String(index));
    await put(store, repositoryId, '0', false);
    let ended = 0;
    const waits = Array.from({ length: 50 }, async () => {
      const { signal } = new AbortController();
      const waiting = { timeoutMs: 60_000, findCallerAgain, signal, isEnough: isFinal };
      const found = await awaitCombinedStatus(context, { address, commit, keys }, waiting);
      ended += 1;
      return found.combined;
    });
    await Promise.all(
      keys.map(async (key) => {
        for (const isDone of [false, false, true]) await put(store, repositoryId, key, isDone);
      }),
    );

    const found = await Promise.all(waits);

    expect(found.map(({ state, isFinal: done }) => [state, done])).toEqual(found.map(() => ['SUCCESSFUL', true]));
    expect(ended).toBe(50);
    await expect.poll(() => count.watching).toBe(0);
  });

  test('whoever stops waiting has what there is, and does not watch any more', async () => {
    const { store, repositoryId } = current();
    const { store: counted, count } = counting(store);
    await put(store, repositoryId, 'ci', false);
    const stopped = new AbortController();
    const query = { address, commit, keys: [] };
    const waiting = { timeoutMs: 60_000, findCallerAgain, signal: stopped.signal, isEnough: isFinal };
    const wait = awaitCombinedStatus(contextOf(counted), query, waiting);
    await expect.poll(() => count.watching).toBe(1);

    stopped.abort();

    expect((await wait).combined.state).toBe('INPROGRESS');
    await expect.poll(() => count.watching).toBe(0);
  });

  test('who waits for one commit is not woken for another, and the events are read once for all', async () => {
    const { store, repositoryId } = current();
    const { store: counted, count } = counting(store);
    const woken: string[] = [];
    const watch = (name: string, hash: CommitHash) =>
      watchCommit({ store: counted }, { repositoryId, commit: hash, wake: () => woken.push(name) });
    using _first = await watch('first', commit);
    using _second = await watch('second', commit);
    using _other = await watch('other', another);

    await put(store, repositoryId, 'ci', true);
    await expect.poll(() => woken.toSorted()).toEqual(['first', 'second']);
    await put(store, repositoryId, 'ci', true, another);

    await expect.poll(() => woken.at(-1)).toBe('other');
    expect([woken.length, count.watching]).toEqual([3, 1]);
  });

  test('who begins to watch when the last one has just stopped misses nothing', async () => {
    const { store, repositoryId } = current();
    for (let round = 0; round < 30; round += 1) {
      (await watchCommit({ store }, { repositoryId, commit, wake: () => {} }))[Symbol.dispose]();
      const woken = Promise.withResolvers<void>();
      using _watching = await watchCommit({ store }, { repositoryId, commit, wake: woken.resolve });
      await put(store, repositoryId, `round ${round}`, true);
      await woken.promise;
    }
  });
});
