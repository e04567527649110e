import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openAdministration } from '../../src/server/open-administration.ts';
import { hashFrom } from '../support/addresses.ts';
import { call } from '../support/call.ts';
import { createGitRepository, type GitRepository } from '../support/git-repository.ts';
import { commitAt, merge, resolve, startBranch } from '../support/history.ts';
import { openPullRequest, pullRequestsUrl, reportBuild } from '../support/pull-requests.ts';
import { type RunningServer, startServer } from '../support/start-server.ts';
import { createTemporaryDirectory } from '../support/temporary-directory.ts';

const opened = new DisposableStack();
let dataDirectory: string;
let server: RunningServer;
let git: GitRepository;
let place: { readonly baseUrl: string; readonly repository: string };
let base: string;
let tip: string;

beforeAll(async () => {
  dataDirectory = opened.use(createTemporaryDirectory()).path;
  server = await startServer({ memory: false, data: dataDirectory, logLevel: 'silent' });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  opened.dispose();
});

/** `main` with one commit, `feature` with two more. */
beforeEach(async () => {
  git = createGitRepository();
  base = commitAt(git, 1);
  startBranch(git, 'feature');
  commitAt(git, 2);
  tip = commitAt(git, 3);
  place = { baseUrl: server.baseUrl, repository: `acme/${randomUUID()}` };
  await tie();
});
afterEach(() => git[Symbol.dispose]());

async function tie(): Promise<void> {
  const [workspace = '', slug = ''] = place.repository.split('/');
  await using administration = await openAdministration({ kind: 'sqlite', dataDirectory });
  await administration.addRepository({ address: { workspace, slug }, gitPath: git.directory });
}

/** Opens one to `main`: in these tests `HEAD`, and with it the main branch, is on the branch that is worked on. */
function open(json: object = {}) {
  return openPullRequest(place, { destination: { branch: { name: 'main' } }, ...json });
}

function switchTo(branch: string): void {
  git.git('switch', '--quiet', branch);
}

async function get(id = 1) {
  return (await call(pullRequestsUrl(place, id))).body;
}

function mergeIt(json: object = {}) {
  return call(`${pullRequestsUrl(place, 1)}/merge`, { method: 'POST', json });
}

async function commitsOf(query = ''): Promise<readonly string[]> {
  const { body } = await call(`${pullRequestsUrl(place, 1)}/commits${query}`);
  return body.values.map(({ hash }: { readonly hash: string }) => hash);
}

describe('opening a pull request', () => {
  test('takes both commits from Git, whatever is told', async () => {
    const commit = { hash: hashFrom('bad') };

    const { status, body } = await open({
      source: { branch: { name: 'feature' }, commit },
      destination: { branch: { name: 'main' }, commit },
    });

    expect(status).toBe(201);
    expect([body.source.commit.hash, body.destination.commit.hash]).toEqual([tip, base]);
  });

  test('goes to Git’s main branch unless told', async () => {
    git.git('branch', 'trunk', base);
    git.git('symbolic-ref', 'HEAD', 'refs/heads/trunk');

    expect((await openPullRequest(place)).body.destination.branch.name).toBe('trunk');
  });

  test.each([
    ['an unknown source', { source: { branch: { name: 'nope' } } }, 'source: branch not found: nope'],
    ['an unknown destination', { destination: { branch: { name: 'nope' } } }, 'destination: branch not found: nope'],
    ['a commit in place of a branch', { source: { branch: { name: 'HEAD~1' } } }, 'source: branch not found: HEAD~1'],
    [
      'a source that its destination has already',
      { source: { branch: { name: 'main' } }, destination: { branch: { name: 'feature' } } },
      'source: There are no changes to be pulled.',
    ],
  ])('refuses %s', async (_, json, message) => {
    const { status, body } = await open(json);

    expect([status, body.error.message]).toEqual([400, message]);
    expect((await call(pullRequestsUrl(place))).body.size).toBe(0);
  });

  test('is refused, too, when it would be made empty afterwards', async () => {
    git.git('branch', 'ahead', 'feature');
    await open();

    const { status, body } = await call(pullRequestsUrl(place, 1), {
      method: 'PUT',
      json: { destination: { branch: { name: 'ahead' } } },
    });

    expect([status, body.error.message]).toEqual([400, 'source: There are no changes to be pulled.']);
  });
});

describe('an open pull request', () => {
  test('follows its branches, and has changed when its source has', async () => {
    const { body: first } = await open();
    tip = commitAt(git, 4);
    const second = await get();
    switchTo('main');
    base = commitAt(git, 5);
    const third = (await call(pullRequestsUrl(place))).body.values[0];

    expect(second.source.commit.hash).toBe(tip);
    expect(second.updated_on > first.updated_on).toBe(true);
    expect(third).toEqual({ ...second, destination: { ...second.destination, commit: expect.anything() } });
    expect(third.destination.commit.hash).toBe(base);
    expect(await get()).toEqual(third);
  });

  test('follows a branch that is forced back', async () => {
    await open();
    git.git('reset', '--quiet', '--hard', 'HEAD~1');

    expect((await get()).source.commit.hash).toBe(resolve(git, 'HEAD'));
  });

  test('stays where it was when its branch is deleted', async () => {
    const { body } = await open();
    switchTo('main');
    git.git('branch', '-D', 'feature');

    expect(await get()).toEqual(body);
    expect((await call(pullRequestsUrl(place))).body.values).toEqual([body]);
  });

  test('can still be changed when its destination has been deleted', async () => {
    git.git('branch', 'release', base);
    const { body } = await open({ destination: { branch: { name: 'release' } } });
    git.git('branch', '-D', 'release');

    const answer = await call(pullRequestsUrl(place, 1), { method: 'PUT', json: { ...body, title: 'New' } });

    expect([answer.status, answer.body.title, answer.body.destination]).toEqual([200, 'New', body.destination]);
  });

  test('that was told its commit follows Git once there is a Git directory', async () => {
    place = { ...place, repository: `acme/${randomUUID()}` };
    await reportBuild(place, hashFrom('1'));
    const source = { branch: { name: 'feature' }, commit: { hash: hashFrom('1') } };
    await open({ source });

    await tie();

    expect((await get()).source.commit.hash).toBe(tip);
  });

  test('shows no statuses of a commit that Git does not have', async () => {
    place = { ...place, repository: `acme/${randomUUID()}` };
    await reportBuild(place, hashFrom('1'));
    await open({ source: { branch: { name: 'gone' }, commit: { hash: hashFrom('1') } } });

    await tie();

    const { status, body } = await call(`${pullRequestsUrl(place, 1)}/statuses`);
    expect([status, body]).toEqual([200, { size: 0, page: 1, pagelen: 10, values: [] }]);
  });
});

describe('a merge', () => {
  test('is recorded with the merge commit that Git has', async () => {
    await open();
    switchTo('main');
    const mergeCommit = merge(git, 'feature');
    commitAt(git, 9);
    git.git('branch', '-D', 'feature');

    const { status, body } = await mergeIt({ close_source_branch: true });

    expect([status, body.state, body.merge_commit.hash]).toEqual([200, 'MERGED', mergeCommit]);
    expect([body.source.commit.hash, body.close_source_branch]).toEqual([tip, true]);
    commitAt(git, 10);
    expect(await get()).toEqual(body);
  });

  test('that was a fast-forward is recorded with the source commit', async () => {
    await open();
    switchTo('main');
    git.git('merge', '--quiet', '--ff-only', 'feature');

    expect((await mergeIt()).body.merge_commit.hash).toBe(tip);
  });

  test('that was a squash is recorded with the commit that is told, whole or abbreviated', async () => {
    await open();
    switchTo('main');
    const squashed = commitAt(git, 9);

    const { body } = await mergeIt({ merge_strategy: 'squash', merge_commit: { hash: squashed.slice(0, 7) } });

    expect(body.merge_commit.hash).toBe(squashed);
  });

  test('is recorded with no commit that Git does not have', async () => {
    await open();

    const { status, body } = await mergeIt({ merge_commit: { hash: hashFrom('bad') } });

    expect([status, body.error.message]).toEqual([400, `merge_commit: commit not found: ${hashFrom('bad')}`]);
    expect((await get()).state).toBe('OPEN');
  });
});

describe('the commits of a pull request', () => {
  test('are those that its destination does not have, newest first, whole', async () => {
    await open();
    switchTo('main');
    commitAt(git, 4);

    const { body } = await call(`${pullRequestsUrl(place, 1)}/commits`);

    expect(body).toEqual({ page: 1, pagelen: 10, values: expect.any(Array) });
    expect(await commitsOf()).toEqual([tip, resolve(git, 'feature~1')]);
    expect(body.values[0]).toEqual((await call(body.values[0].links.self.href)).body);
  });

  test('are as they were after a merge', async () => {
    await open();
    const before = await commitsOf();
    switchTo('main');
    merge(git, 'feature');
    await mergeIt();
    switchTo('feature');
    commitAt(git, 9);

    expect(await commitsOf()).toEqual(before);
  });

  test('are the source commit after a fast-forward, when nobody knows where it began', async () => {
    await open();
    switchTo('main');
    git.git('merge', '--quiet', '--ff-only', 'feature');
    await mergeIt();

    expect(await commitsOf()).toEqual([tip]);
    expect(await commitsOf('?page=2')).toEqual([]);
  });

  test.each([1, 2, 5, 6, 100])('are visited once each by pages of %i', async (pagelen) => {
    for (let second = 4; second < 8; second += 1) commitAt(git, second);
    await open();
    const seen: string[] = [];
    let next: string | undefined = `${pullRequestsUrl(place, 1)}/commits?pagelen=${pagelen}`;
    while (next !== undefined && seen.length < 20) {
      const { body }: { body: { values: { hash: string }[]; next?: string } } = await call(next);
      seen.push(...body.values.map(({ hash }) => hash));
      next = body.next;
    }

    expect(seen).toEqual(git.git('rev-list', 'main..feature').split('\n'));
  });
});

test('a Git directory that has gone makes pull requests unavailable, not wrong', async () => {
  await open();
  git[Symbol.dispose]();

  expect((await call(pullRequestsUrl(place, 1))).status).toBe(503);
  expect((await call(pullRequestsUrl(place))).status).toBe(503);
});
