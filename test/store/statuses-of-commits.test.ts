import { expect, test } from 'vitest';
import { type CommitHash, toCommitHash } from '../../src/domain/commit-hash.ts';
import type { CommitStatus } from '../../src/domain/commit-status.ts';
import type { Store } from '../../src/store/store.ts';
import { hashFrom } from '../support/addresses.ts';
import { addRepository, describeStores, newUuid } from '../support/describe-stores.ts';

const first = toCommitHash(hashFrom('c0ffee'));
const second = toCommitHash('facade'.padEnd(64, '1'));
const unknown = toCommitHash(hashFrom('bad'));

function put(store: Store, repositoryId: number, hash: CommitHash, key: string, refname?: string) {
  const content = { state: 'FAILED', name: key, description: 'd', url: 'u', refname } as const;
  const change = { repositoryId, commit: { hash }, key, uuid: newUuid(), content, author: 'jdoe', at: 7 };
  return store.commitStatuses.replaceCommitStatus({ kind: 'replace', ...change });
}

function keysOf(statuses: ReadonlyMap<CommitHash, readonly CommitStatus[]>) {
  return [...statuses].map(([commit, values]) => [commit, values.map(({ key }) => key)]);
}

describeStores((current) => {
  test('gives the statuses of many commits, in the order of the keys, whole', async () => {
    const { store, repositoryId } = current();
    const { id: other } = await addRepository(store, 'gadgets');
    for (const key of ['lint', 'Lint', 'a/b']) await put(store, repositoryId, first, key);
    await put(store, repositoryId, second, 'ci');
    await put(store, other, first, 'elsewhere');

    const listed = await store.commitStatuses.listStatusesOfCommits({
      repositoryId,
      commits: [second, unknown, first],
    });

    expect(keysOf(listed)).toEqual([
      [second, ['ci']],
      [unknown, []],
      [first, ['Lint', 'a/b', 'lint']],
    ]);
    const one = await store.commitStatuses.findCommitStatus({ repositoryId, commit: second, key: 'ci' });
    expect(listed.get(second)).toEqual([one]);
  });

  test('gives those of a branch and those of none', async () => {
    const { store, repositoryId } = current();
    await put(store, repositoryId, first, 'main', 'main');
    await put(store, repositoryId, first, 'other', 'other');
    await put(store, repositoryId, first, 'none');

    const listed = await store.commitStatuses.listStatusesOfCommits({
      repositoryId,
      commits: [first],
      refname: 'main',
    });

    expect(keysOf(listed)).toEqual([[first, ['main', 'none']]]);
  });

  test('takes a hundred commits', async () => {
    const { store, repositoryId } = current();
    const commits = Array.from({ length: 100 }, (_, index) => toCommitHash(hashFrom((index + 4096).toString(16))));
    for (const commit of commits) await put(store, repositoryId, commit, 'ci');

    const listed = await store.commitStatuses.listStatusesOfCommits({ repositoryId, commits });

    expect(keysOf(listed)).toEqual(commits.map((commit) => [commit, ['ci']]));
    expect(await store.commitStatuses.listStatusesOfCommits({ repositoryId, commits: [] })).toEqual(new Map());
  });
});
