import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type BitbucketAuth,
  type BitbucketClient,
  createBitbucketClient,
  refusalOf,
} from '../support/bitbucket-client.ts';
import { startProgram } from '../support/program.ts';
import { type RunningWidgets, startWidgets } from '../support/start-widgets.ts';
import { createTemporaryDirectory } from '../support/temporary-directory.ts';

const widgets = { workspace: 'acme', repo_slug: 'widgets' };

let running: RunningWidgets;
let bitbucket: BitbucketClient;

type Auth = (token: string) => BitbucketAuth;
const basic: Auth = (password) => ({ username: 'administrator', password });
const bearer: Auth = (token) => ({ token });

function listOf(member: string, page: { readonly data: { readonly values: readonly BitbucketClient[] } }) {
  return page.data.values.map((value) => value[member]);
}

describe.each([
  { command: 'dev', scheme: 'Basic', auth: basic },
  { command: 'dev', scheme: 'Bearer', auth: bearer },
  { command: 'serve', scheme: 'Basic', auth: basic },
  { command: 'serve', scheme: 'Bearer', auth: bearer },
] as const)('the npm client bitbucket, with $scheme authentication at signalbox $command', ({ command, auth }) => {
  beforeAll(async () => {
    running = await startWidgets(command);
    bitbucket = createBitbucketClient(running.baseUrl, auth(running.token));
  });
  afterAll(() => running[Symbol.asyncDispose]());

  test('creates, overwrites, updates and gets a status', async () => {
    const at = { ...widgets, commit: running.main };
    const sent = { key: 'ci/lint #1', state: 'INPROGRESS', url: 'https://ci.example.org/1' };

    const created = await bitbucket.commitstatuses.createBuildStatus({ ...at, _body: sent });
    const overwritten = await bitbucket.commitstatuses.createBuildStatus({ ...at, _body: { ...sent, name: 'lint' } });
    const updated = await bitbucket.commitstatuses.updateBuildStatus({
      ...at,
      key: sent.key,
      _body: { state: 'SUCCESSFUL' },
    });
    const got = await bitbucket.commitstatuses.getBuildStatus({ ...at, key: sent.key });

    expect([created, overwritten, updated, got].map(({ status }) => status)).toEqual([201, 200, 200, 200]);
    expect(created.data).toMatchObject({ ...sent, name: '', refname: null, commit: { hash: running.main } });
    expect(got.data).toEqual(updated.data);
    expect(got.data).toMatchObject({ ...sent, name: 'lint', state: 'SUCCESSFUL' });
    expect((await bitbucket.request(got.data.links.self.href)).data).toEqual(got.data);
  });

  test('pages through the statuses of a commit, there and back', async () => {
    const at = { ...widgets, commit: running.gate };
    const keys = Array.from({ length: 12 }, (_, index) => `page-${index}`);
    for (const key of keys) {
      await bitbucket.repositories.createCommitBuildStatus({ ...at, _body: { key, state: 'FAILED' } });
    }
    const q = 'key ~ "page-" AND state = "FAILED"';

    const first = await bitbucket.commitstatuses.list({ ...at, q, sort: '-created_on', pagelen: 5 });
    const second = await bitbucket.getNextPage(first.data);
    const third = await bitbucket.getNextPage(second.data);

    const pages = [first, second, third].map(({ data }) => data);
    const listed = [first, second, third].flatMap((page) => listOf('key', page));
    expect(listed).toEqual(keys.toReversed());
    expect(pages.map((page) => bitbucket.hasNextPage(page))).toEqual([true, true, false]);
    expect(pages.map((page) => bitbucket.hasPreviousPage(page))).toEqual([false, true, true]);
    expect((await bitbucket.getPreviousPage(third.data)).data).toEqual(second.data);
    expect(await refusalOf(async () => bitbucket.getNextPage(third.data))).toMatchObject({ status: 404 });
  });

  test('opens a pull request, lists its statuses and commits, and merges it', async () => {
    const refname = 'feature/gate';
    const status = { key: 'ci', state: 'SUCCESSFUL', refname };
    await bitbucket.commitstatuses.createBuildStatus({ ...widgets, commit: running.gate, _body: status });

    const opened = await bitbucket.pullrequests.create({
      ...widgets,
      _body: { title: 'Widen the gate', source: { branch: { name: refname } } },
    });
    const at = { ...widgets, pull_request_id: opened.data.id };
    const listed = await bitbucket.pullrequests.list({
      ...widgets,
      state: 'OPEN',
      q: `source.branch.name = "${refname}"`,
    });
    const statuses = await bitbucket.commitstatuses.listPullRequestStatuses({ ...at, q: 'key = "ci"' });
    const commits = await bitbucket.pullrequests.listCommits(at);
    const changed = await bitbucket.pullrequests.update({ ...at, _body: { title: 'Wider' } });
    const merged = await bitbucket.pullrequests.merge(at);

    expect([opened.status, opened.data.source.commit.hash]).toEqual([201, running.gate]);
    expect(listOf('id', listed)).toEqual([at.pull_request_id]);
    expect(statuses.data.values).toMatchObject([status]);
    expect(commits.data.values).toMatchObject([{ hash: running.gate }]);
    expect(changed.data.title).toBe('Wider');
    expect((await bitbucket.pullrequests.get(at)).data).toEqual(merged.data);
    expect(merged.data.state).toBe('MERGED');
  });

  test('declines a pull request', async () => {
    const opened = await bitbucket.pullrequests.create({
      ...widgets,
      _body: { title: 'Again', source: { branch: { name: 'feature/gate' } } },
    });

    const declined = await bitbucket.pullrequests.decline({ ...widgets, pull_request_id: opened.data.id });

    expect([declined.status, declined.data.state]).toEqual([200, 'DECLINED']);
  });

  test('reads commits, branches and tags', async () => {
    const commit = await bitbucket.commits.get({ ...widgets, commit: running.gate.slice(0, 7) });
    const commits = await bitbucket.commits.list(widgets);
    const ofMain = await bitbucket.commits.listAt({ ...widgets, revision: 'main' });
    const branches = await bitbucket.refs.listBranches({ ...widgets, sort: '-name' });
    const branch = await bitbucket.refs.getBranch({ ...widgets, name: 'feature/gate' });
    const tags = await bitbucket.refs.listTags(widgets);
    const tag = await bitbucket.refs.getTag({ ...widgets, name: 'v1' });

    expect(commit.data).toMatchObject({ type: 'commit', hash: running.gate, message: 'Widen the gate\n' });
    expect([listOf('hash', commits), listOf('hash', ofMain)]).toEqual([[running.gate, running.main], [running.main]]);
    expect(listOf('name', branches)).toEqual(['main', 'feature/gate']);
    expect(branch.data.target.hash).toBe(running.gate);
    expect(tags.data.values).toEqual([tag.data]);
    expect(tag.data).toMatchObject({ name: 'v1', message: 'The first\n', target: { hash: running.main } });
  });

  test('creates, gets, lists, renames and deletes a repository', async () => {
    const at = { workspace: 'acme', repo_slug: 'gears' };

    const created = await bitbucket.repositories.create({ ...at, _body: { is_private: true } });
    const renamed = await bitbucket.repositories.update({ ...at, _body: { name: 'cogs' } });
    const got = await bitbucket.repositories.get({ workspace: 'acme', repo_slug: 'cogs' });
    const listed = await bitbucket.repositories.list({ workspace: 'acme', q: 'name = "cogs"' });
    const everywhere = await bitbucket.repositories.listGlobal({});
    const removed = await bitbucket.repositories.delete({ workspace: 'acme', repo_slug: 'cogs' });

    expect(created.data).toMatchObject({ type: 'repository', full_name: 'acme/gears', is_private: true });
    expect(renamed.headers).toMatchObject({ location: '/2.0/repositories/acme/cogs' });
    expect(got.data).toEqual(renamed.data);
    expect([got.data.uuid, got.data.full_name]).toEqual([created.data.uuid, 'acme/cogs']);
    expect(listOf('uuid', listed)).toEqual([created.data.uuid]);
    expect(listOf('full_name', everywhere)).toEqual(['acme/cogs', 'acme/widgets']);
    expect([removed.status, removed.data]).toEqual([204, '']);
    expect(await refusalOf(() => bitbucket.repositories.get(at))).toMatchObject({ status: 404, message: 'Not Found' });
  });

  test('tells who it is, and where it may work', async () => {
    const user = await bitbucket.users.getAuthedUser({});
    const workspace = await bitbucket.workspaces.getWorkspace({ workspace: 'acme' });
    const workspaces = await bitbucket.workspaces.getWorkspaces({});
    const permissions = await bitbucket.repositories.listPermissions({});

    expect(user.data).toMatchObject({ type: 'user', uuid: expect.stringMatching(/^\{.{36}\}$/) });
    expect(workspace.data).toMatchObject({ type: 'workspace', slug: 'acme' });
    expect(workspaces.data.values).toEqual([workspace.data]);
    expect(permissions.data.values).toMatchObject([{ permission: 'admin', repository: { full_name: 'acme/widgets' } }]);
  });

  test('understands what is wrong', async () => {
    const at = { ...widgets, commit: running.main };

    const unknown = await refusalOf(() => bitbucket.commitstatuses.getBuildStatus({ ...at, key: 'nobody' }));
    const wrong = await refusalOf(() =>
      bitbucket.commitstatuses.createBuildStatus({
        ...at,
        _body: { key: 'ci', state: 'DONE' },
      }),
    );

    expect(unknown).toMatchObject({ status: 404, message: 'Not Found', error: { type: 'error' } });
    expect(unknown.error.error.message).toContain("'nobody'");
    expect(wrong).toMatchObject({
      status: 400,
      message: 'Bad Request',
      error: { error: { fields: { state: [expect.stringContaining('DONE')] } } },
    });
  });
});

test.each([
  ['Basic', { username: 'alice', password: 'wrong' }],
  ['Bearer', { token: 'wrong' }],
])('the npm client bitbucket is refused by signalbox serve with a wrong %s password', async (_, auth) => {
  using directory = createTemporaryDirectory();
  await using program = await startProgram(['serve', '--port', '0', '--data', directory.path]);

  const refusal = await refusalOf(() => createBitbucketClient(program.baseUrl, auth).users.getAuthedUser({}));

  expect(refusal).toMatchObject({ status: 401, message: 'Unauthorized', error: { type: 'error' } });
});
