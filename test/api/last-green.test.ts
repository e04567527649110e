import { describe, expect, test } from 'vitest';
import { openAdministration } from '../../src/server/open-administration.ts';
import { call } from '../support/call.ts';
import { hashOf, ownUrl, report } from '../support/combined-status.ts';
import { createGitRepository } from '../support/git-repository.ts';
import { commitAt, startBranch } from '../support/history.ts';
import { startServer } from '../support/start-server.ts';
import { createTemporaryDirectory } from '../support/temporary-directory.ts';

describe('the last green commit, where there is no Git directory', () => {
  test('is the newest that was reported for the branch and is green', async () => {
    await using server = await startServer();
    const put = (number: number, key: string, state: string, refname: string) =>
      report(server.baseUrl, hashOf(number), { key, state, refname });
    await put(1, 'ci', 'SUCCESSFUL', 'main');
    await put(2, 'ci', 'SUCCESSFUL', 'main');
    await put(2, 'lint', 'SUCCESSFUL', 'main');
    await put(3, 'ci', 'SUCCESSFUL', 'main');
    await put(3, 'lint', 'FAILED', 'main');
    await put(4, 'ci', 'INPROGRESS', 'main');
    await put(5, 'ci', 'SUCCESSFUL', 'other');
    const get = async (query = '') => (await call(ownUrl(server.baseUrl, `last-green${query}`))).body;

    expect(await get()).toMatchObject({
      type: 'last_green',
      branch: 'main',
      looked_at: 3,
      commit: { hash: hashOf(2) },
      combined_status: { state: 'SUCCESSFUL', keys: { SUCCESSFUL: ['ci', 'lint'] } },
    });
    expect(await get('?branch=main&key=ci')).toMatchObject({ looked_at: 2, commit: { hash: hashOf(3) } });
    expect(await get('?key=ci&key=lint')).toMatchObject({ looked_at: 3, commit: { hash: hashOf(2) } });
    expect(await get('?branch=other')).toMatchObject({ branch: 'other', looked_at: 1, commit: { hash: hashOf(5) } });
    expect(await get('?key=deploy')).toMatchObject({
      error: {
        message: "No commit of 'main' is green: its newest 4 commits have been looked at.",
        data: { branch: 'main', looked_at: 4 },
      },
    });
    expect((await call(ownUrl(server.baseUrl, 'last-green?branch=nosuch'))).status).toBe(404);
  });

  test('is looked for among a thousand, and no further', async () => {
    await using server = await startServer();
    await report(server.baseUrl, hashOf(0), { key: 'ci', state: 'SUCCESSFUL', refname: 'main' });
    const fill = async (from: number, count: number) => {
      const statuses = Array.from({ length: count }, (_, index) => {
        return { commit: hashOf(from + index), key: 'ci', state: 'FAILED', refname: 'main' };
      });
      const { status } = await call(ownUrl(server.baseUrl, 'statuses/batch'), { method: 'POST', json: { statuses } });
      expect(status).toBe(200);
    };
    await fill(1, 999);

    const far = await call(ownUrl(server.baseUrl, 'last-green'));
    await fill(1000, 1);
    const beyond = await call(ownUrl(server.baseUrl, 'last-green'));

    expect(far.body).toMatchObject({ looked_at: 1000, commit: { hash: hashOf(0) } });
    expect([beyond.status, beyond.body.error.data]).toEqual([404, { branch: 'main', looked_at: 1000 }]);
  });
});

test('the last green commit of a repository with a Git directory is found by its history', async () => {
  using git = createGitRepository();
  using data = createTemporaryDirectory();
  const [one, two, three] = [commitAt(git, 1), commitAt(git, 2), commitAt(git, 3)];
  startBranch(git, 'feature', two);
  const side = commitAt(git, 4);
  await using server = await startServer({ memory: false, data: data.path });
  {
    await using administration = await openAdministration({ kind: 'sqlite', dataDirectory: data.path });
    await administration.addRepository({ address: { workspace: 'acme', slug: 'widgets' }, gitPath: git.directory });
  }
  // The order of the reports, and the branches that they name, say nothing here.
  await report(server.baseUrl, two, { key: 'ci', state: 'SUCCESSFUL', refname: 'elsewhere' });
  await report(server.baseUrl, one, { key: 'ci', state: 'SUCCESSFUL', refname: 'main' });
  await report(server.baseUrl, three, { key: 'ci', state: 'FAILED', refname: 'main' });
  await report(server.baseUrl, side, { key: 'ci', state: 'SUCCESSFUL', refname: 'main' });
  const get = async (query: string) => (await call(ownUrl(server.baseUrl, `last-green${query}`))).body;

  expect(await get('?branch=main')).toMatchObject({
    looked_at: 2,
    commit: { hash: two, message: expect.stringContaining('Commit at 2') },
  });
  expect(await get('?branch=feature')).toMatchObject({ looked_at: 1, commit: { hash: side } });
  expect(await get('?branch=main&key=web')).toMatchObject({ error: { data: { branch: 'main', looked_at: 3 } } });
  expect(await get('?branch=nosuch')).toMatchObject({ error: { message: expect.stringContaining("'nosuch'") } });
});
