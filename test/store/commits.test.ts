import { expect, test } from 'vitest';
import { toCommitHash } from '../../src/domain/commit-hash.ts';
import { hashFrom } from '../support/addresses.ts';
import { addRepository, describeStores, newUuid } from '../support/describe-stores.ts';

describeStores((current) => {
  let at = 0;
  function report(start: string, refname?: string, key = 'ci', repositoryId = current().repositoryId) {
    at += 1;
    return current().store.commitStatuses.replaceCommitStatus({
      kind: 'replace',
      repositoryId,
      commit: { hash: toCommitHash(hashFrom(start)) },
      key,
      uuid: newUuid(),
      content: { state: 'FAILED', name: '', description: '', url: '', refname },
      at,
    });
  }

  async function hashes(refname?: string, page = { offset: 0, limit: 10 }) {
    const { store, repositoryId } = current();
    return (await store.commits.listCommits({ repositoryId, refname, ...page })).map(({ hash }) => hash);
  }

  const whole = (...starts: readonly string[]) => starts.map(hashFrom);

  test('lists the commits that it has heard of, the last one first, with when that was', async () => {
    const { store, repositoryId } = current();
    const { status } = await report('b');
    await report('a');
    await report('b', 'main', 'late');
    await report('c', 'main', 'ci', (await addRepository(store, 'gadgets')).id);

    expect(await hashes()).toEqual(whole('a', 'b'));
    expect(await hashes(undefined, { offset: 1, limit: 1 })).toEqual(whole('b'));
    const [, known] = await store.commits.listCommits({ repositoryId, offset: 0, limit: 10 });
    expect(known).toEqual({ hash: hashFrom('b'), details: undefined, seenOn: status.createdOn });
  });

  test('lists those of a branch, each once', async () => {
    await report('1', 'main', 'a');
    await report('1', 'main', 'b');
    await report('2', 'other');
    await report('3', 'main');
    await report('4');

    expect(await hashes('main')).toEqual(whole('3', '1'));
    expect(await hashes('Main')).toEqual([]);
  });

  test('knows the branches that were reported, each with the commit that was heard of last', async () => {
    const { store, repositoryId } = current();
    await report('1', 'main');
    await report('2', 'Ümläut/x');
    await report('3', 'main');
    await report('4');
    await report('1', 'main', 'late');
    await report('2', 'B', 'of-b');
    await report('5', 'zzz', 'ci', (await addRepository(store, 'gadgets')).id);
    const find = (name: string) => store.commits.findReportedBranch({ repositoryId, name });

    const branches = await store.commits.listReportedBranches({ repositoryId });

    expect(branches).toEqual([
      { name: 'B', target: hashFrom('2') },
      { name: 'main', target: hashFrom('3') },
      { name: 'Ümläut/x', target: hashFrom('2') },
    ]);
    for (const branch of branches) expect(await find(branch.name)).toEqual(branch);
    expect([await find('zzz'), await find('b'), await find('')]).toEqual([undefined, undefined, undefined]);
  });

  test('knows no branches where nothing was reported for one', async () => {
    const { store, repositoryId } = current();
    expect(await store.commits.listReportedBranches({ repositoryId })).toEqual([]);

    await report('1');

    expect(await store.commits.listReportedBranches({ repositoryId })).toEqual([]);
  });
});
