import { afterAll, beforeAll, expect, test } from 'vitest';
import { call } from '../support/call.ts';
import { createGitRepository } from '../support/git-repository.ts';
import { startTiedServer, type TiedServer } from '../support/start-tied-server.ts';

let server: TiedServer;

beforeAll(async () => {
  server = await startTiedServer();
});
afterAll(() => server[Symbol.asyncDispose]());

function url(path: string): string {
  return `${server.baseUrl}/2.0/repositories/${path}`;
}

async function mainBranch(name: string): Promise<string> {
  return (await call(url(name))).body.mainbranch.name;
}

test('the main branch is the one that Git says, at once, whatever was told', async () => {
  using git = createGitRepository();
  git.commit('First');
  await server.tie('acme/widgets', git.directory);
  expect(await mainBranch('acme/widgets')).toBe('main');

  git.git('branch', '--move', 'release/ünï');
  const put = await call(url('acme/widgets'), { method: 'PUT', json: { mainbranch: { name: 'told' } } });

  expect(put.body.mainbranch).toEqual({ type: 'branch', name: 'release/ünï' });
  expect(await mainBranch('acme/widgets')).toBe('release/ünï');
  expect((await call(url('acme'))).body.values[0].mainbranch.name).toBe('release/ünï');
});

test('the main branch is the one that was told, or main, where Git names none', async () => {
  using git = createGitRepository();
  git.commit('First');
  git.git('switch', '--quiet', '--detach');
  await server.tie('detached/widgets', git.directory);
  expect(await mainBranch('detached/widgets')).toBe('main');

  await call(url('detached/widgets'), { method: 'PUT', json: { mainbranch: { name: 'told' } } });

  expect(await mainBranch('detached/widgets')).toBe('told');
});

test('a Git directory that is gone hides neither its repository nor the others of the workspace', async () => {
  using git = createGitRepository();
  git.commit('First');
  await server.tie('gone/widgets', git.directory);
  await call(url('gone/plain'), { method: 'POST', json: {} });
  git[Symbol.dispose]();

  const list = await call(url('gone'));
  const put = await call(url('gone/widgets'), {
    method: 'PUT',
    json: { description: 'gone', mainbranch: { name: 'told' } },
  });

  expect([list.status, list.body.values.map(({ slug }: { slug: string }) => slug)]).toEqual([
    200,
    ['plain', 'widgets'],
  ]);
  expect([put.status, put.body.description, put.body.mainbranch.name]).toEqual([200, 'gone', 'told']);
  expect((await call(url('gone/widgets'))).body).toEqual(put.body);
  expect((await call(url('gone/widgets/refs/branches'))).status).toBe(503);
});
