import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { documentedCommit, hashFrom } from '../support/addresses.ts';
import { type RunningProgram, startProgram } from '../support/program.ts';
import { createTemporaryDirectory } from '../support/temporary-directory.ts';

// Its types are sources, which would be checked by our rules.
const { Bitbucket } = createRequire(import.meta.url)('bitbucket');

const at = { workspace: 'acme', repo_slug: 'widgets' };
const status = { ...at, commit: documentedCommit };

let server: RunningProgram;
let bitbucket: ReturnType<typeof connect>;

beforeAll(async () => {
  server = await startProgram(['dev', '--port', '0', '--memory']);
  bitbucket = connect({ username: 'jdoe', password: 'secret' });
});
afterAll(() => server[Symbol.asyncDispose]());

function connect(auth: object, baseUrl = server.baseUrl) {
  return new Bitbucket({ baseUrl: `${baseUrl}/2.0`, auth, notice: false });
}

function report(key: string, change: object = {}) {
  const _body = { type: 'build', key, state: 'SUCCESSFUL', url: 'https://ci.example.com/1', ...change };
  return bitbucket.commitstatuses.createBuildStatus({ ...status, _body });
}

describe('the npm client bitbucket', () => {
  test('creates, overwrites, gets, updates and lists build statuses', async () => {
    const created = await report('ci/unit', { name: 'unit tests' });
    const overwritten = await report('ci/unit', { state: 'INPROGRESS' });
    const one = { ...status, key: 'ci/unit' };
    const updated = await bitbucket.commitstatuses.updateBuildStatus({
      ...one,
      _body: { type: 'build', state: 'FAILED' },
    });
    const got = await bitbucket.commitstatuses.getBuildStatus(one);
    const listed = await bitbucket.commitstatuses.list({ ...status, q: 'state = "FAILED"', sort: '-created_on' });

    expect([created.status, overwritten.status, updated.status]).toEqual([201, 200, 200]);
    expect(created.data).toMatchObject({ type: 'build', key: 'ci/unit', name: 'unit tests', state: 'SUCCESSFUL' });
    expect(got.data).toEqual(updated.data);
    expect(got.data).toMatchObject({ state: 'FAILED', name: '', created_on: created.data.created_on });
    expect(listed.data.values).toEqual([got.data]);
  });

  test('turns pages by its own means, forwards and back', async () => {
    const commit = hashFrom('9a6e5');
    for (let index = 0; index < 25; index += 1) {
      const _body = { type: 'build', key: `k${index}`, state: 'SUCCESSFUL' };
      await bitbucket.commitstatuses.createBuildStatus({ ...status, commit, _body });
    }
    const first = (await bitbucket.commitstatuses.list({ ...status, commit, pagelen: 10 })).data;
    const second = (await bitbucket.getNextPage(first)).data;
    const third = (await bitbucket.getNextPage(second)).data;

    const keys = [first, second, third].flatMap(({ values }) => values.map(({ key }: { key: string }) => key));
    expect(keys).toEqual(Array.from({ length: 25 }, (_, index) => `k${index}`));
    expect([bitbucket.hasNextPage(third), bitbucket.hasPreviousPage(first)]).toEqual([false, false]);
    expect((await bitbucket.getPreviousPage(second)).data.values).toEqual(first.values);
  });

  test('follows a pull request from its creation to its statuses and its merge', async () => {
    const commit = hashFrom('5a9e');
    const _body = { type: 'build', key: 'ci', state: 'SUCCESSFUL', refname: 'wider-gate' };
    await bitbucket.commitstatuses.createBuildStatus({ ...status, commit, _body });
    const created = await bitbucket.pullrequests.create({
      ...at,
      _body: { type: 'pullrequest', title: 'Widen the gate', source: { branch: { name: 'wider-gate' } } },
    });
    const pull_request_id = created.data.id;

    const statuses = await bitbucket.commitstatuses.listPullRequestStatuses({ ...at, pull_request_id });
    const listed = await bitbucket.pullrequests.list({ ...at, state: 'OPEN', q: 'source.branch.name = "wider-gate"' });
    const merged = await bitbucket.pullrequests.merge({ ...at, pull_request_id, _body: { type: 'x' } });

    expect(created.status).toBe(201);
    expect(statuses.data.values.map(({ key }: { key: string }) => key)).toEqual(['ci']);
    expect(listed.data.values.map(({ id }: { id: number }) => id)).toEqual([pull_request_id]);
    expect(merged.data).toMatchObject({ state: 'MERGED', merge_commit: { hash: commit } });
  });

  test('finds its way over user, workspace, repository, branches and commits', async () => {
    await report('ci/way', { refname: 'main' });

    expect((await bitbucket.users.getAuthedUser({})).data).toMatchObject({ username: 'jdoe', display_name: 'jdoe' });
    expect((await bitbucket.workspaces.getWorkspaces({})).data.values).toMatchObject([{ slug: 'acme' }]);
    expect((await bitbucket.repositories.list({ workspace: 'acme' })).data.values).toMatchObject([{ slug: 'widgets' }]);
    expect((await bitbucket.repositories.get(at)).data).toMatchObject({ full_name: 'acme/widgets' });
    expect((await bitbucket.refs.getBranch({ ...at, name: 'main' })).data).toMatchObject({
      target: { hash: documentedCommit },
    });
    expect((await bitbucket.commits.get(status)).data).toMatchObject({ hash: documentedCommit });
    expect((await bitbucket.commits.list(at)).data.values).toEqual(
      expect.arrayContaining([expect.objectContaining({ hash: documentedCommit })]),
    );
  });

  test('creates, renames and deletes a repository, and reads the empty answer', async () => {
    const passing = { workspace: 'acme', repo_slug: 'passing' };
    const _body = { type: 'repository', is_private: true, description: 'for a while' };

    const created = await bitbucket.repositories.create({ ...passing, _body });
    const renamed = await bitbucket.repositories.update({ ...passing, _body: { type: 'repository', name: 'Passed' } });
    const deleted = await bitbucket.repositories.delete({ ...passing, repo_slug: 'passed' });

    expect(created.data).toMatchObject({ full_name: 'acme/passing', is_private: true, description: 'for a while' });
    expect(renamed.data).toMatchObject({ full_name: 'acme/passed', uuid: created.data.uuid });
    expect([deleted.status, deleted.data]).toEqual([204, '']);
  });

  test('sets up a webhook and takes it away', async () => {
    const _body = { url: 'https://x/', events: ['repo:commit_status_created'], description: 'x', active: true };
    const { data, status: created } = await bitbucket.repositories.createWebhook({ ...at, _body });
    const deleted = await bitbucket.repositories.deleteWebhook({ ...at, uid: data.uuid });

    expect([created, deleted.status]).toEqual([201, 204]);
  });

  test.each([
    [
      'an unknown key',
      () => bitbucket.commitstatuses.getBuildStatus({ ...status, key: 'none' }),
      404,
      'no build status',
    ],
    [
      'an unknown repository',
      () => bitbucket.repositories.get({ ...at, repo_slug: 'none' }),
      404,
      'may not have access',
    ],
    ['a wrong state', () => report('x', { state: 'PENDING' }), 400, 'state: Select a valid choice.'],
    ['a wrong query', () => bitbucket.commitstatuses.list({ ...status, q: 'state =' }), 400, 'q: Syntax error'],
  ])('tells its errors: %s', async (_, attempt, code, message) => {
    await report('x');

    await expect(attempt()).rejects.toMatchObject({
      status: code,
      error: { type: 'error', error: { message: expect.stringContaining(message) } },
    });
  });
});

test('the npm client bitbucket signs in with Basic and Bearer, and is refused with neither', async () => {
  using directory = createTemporaryDirectory();
  await using serve = await startProgram(['serve', '--port', '0', '--data', directory.path]);
  const token = /sbx_\S+/.exec(serve.output())?.[0] ?? '';
  const create = (auth: object) =>
    connect(auth, serve.baseUrl).repositories.create({
      ...at,
      repo_slug: Object.keys(auth)[0] ?? '',
      _body: { type: 'x' },
    });

  expect((await create({ token })).status).toBe(200);
  expect((await create({ username: 'ci', password: token })).status).toBe(200);
  await expect(create({ token: 'wrong' })).rejects.toMatchObject({ status: 401, error: { type: 'error' } });
});
