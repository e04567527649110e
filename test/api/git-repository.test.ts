import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openAdministration } from '../../src/server/open-administration.ts';
import { buildUrl, documentedCommit, hashFrom, statusesUrl } from '../support/addresses.ts';
import { type Answer, call } from '../support/call.ts';
import { createGitRepository, type GitRepository } from '../support/git-repository.ts';
import { type RunningServer, startServer } from '../support/start-server.ts';
import { createTemporaryDirectory } from '../support/temporary-directory.ts';

const opened = new DisposableStack();
let server: RunningServer;
let git: GitRepository;
let dataDirectory: string;
let first: string;

beforeAll(async () => {
  dataDirectory = opened.use(createTemporaryDirectory()).path;
  git = opened.use(createGitRepository());
  first = git.commit('Widen the gate\n\nIt was too narrow.');
  server = await startServer({ memory: false, data: dataDirectory, logLevel: 'silent' });
  await tie('acme/widgets', git.directory);
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  opened.dispose();
});

async function tie(name: string, gitPath: string): Promise<void> {
  const [workspace = '', slug = ''] = name.split('/');
  await using administration = await openAdministration({ kind: 'sqlite', dataDirectory });
  await administration.addRepository({ address: { workspace, slug }, gitPath });
}

function post(commit: string, json: object = {}, repository = 'acme/widgets') {
  const url = buildUrl(server.baseUrl, { commit, repository });
  return call(url, { method: 'POST', json: { key: 'ci', state: 'SUCCESSFUL', ...json } });
}

describe('a repository with a Git directory', () => {
  test('shows what Git says of the commit, in every answer', async () => {
    const { status, body } = await post(first);

    const details = {
      hash: first,
      message: 'Widen the gate\n\nIt was too narrow.\n',
      date: '2025-01-02T03:04:05+01:00',
      author: { type: 'author', raw: 'Alice <alice@example.org>' },
    };
    expect(status).toBe(201);
    expect(body.commit).toMatchObject(details);
    expect((await call(body.links.self.href)).body.commit).toMatchObject(details);
    expect((await call(statusesUrl(server.baseUrl, { commit: first }))).body.values[0].commit).toMatchObject(details);
  });

  test.each([documentedCommit, documentedCommit.slice(0, 7)])(
    'has exactly Git’s commits: %s is none',
    async (commit) => {
      for (const answer of [await post(commit), await call(statusesUrl(server.baseUrl, { commit }))]) {
        expect(answer.status).toBe(404);
        expect(answer.body.error).toEqual({ message: 'Commit not found', data: { shas: [commit] } });
      }
    },
  );

  test('resolves short hashes by Git, also of commits without statuses', async () => {
    const second = git.commit('Second');

    const { status, body } = await call(statusesUrl(server.baseUrl, { commit: second.slice(0, 7) }));

    expect([status, body.values]).toEqual([200, []]);
    expect((await post(second.slice(0, 12))).body.commit.hash).toBe(second);
  });

  test('sees a commit that arrives while the server is running, loose or packed', async () => {
    const loose = git.commit('Third');
    expect((await post(loose)).status).toBe(201);
    const packed = git.commit('Fourth');
    git.git('gc', '--quiet');

    expect((await post(packed)).status).toBe(201);
  });

  test('knows commits, not trees, files, tags or branches', async () => {
    const tree = git.git('rev-parse', 'HEAD^{tree}');
    git.git('tag', '-a', 'v1', '-m', 'v1');
    const tag = git.git('rev-parse', 'v1');
    git.git('branch', 'decade0');

    for (const other of [tree, tag, 'decade0']) expect((await post(other)).status).toBe(404);
  });

  test('answers twenty writers about commits that are new to it at once', async () => {
    const hashes = Array.from({ length: 20 }, (_, index) => git.commit(`Commit ${index}`));

    const answers = await Promise.all(hashes.map((hash) => post(hash)));

    expect(answers.map(({ body }) => [body.commit.hash, body.commit.message])).toEqual(
      hashes.map((hash, index) => [hash, `Commit ${index}\n`]),
    );
  });

  test('takes its variables from the commit too', async () => {
    const { body } = await post(first, { key: 'template', url: 'https://foo.com/?by={commit.author.raw}' });

    expect(body.url).toBe('https://foo.com/?by=Alice%20%3Calice%40example.org%3E');
  });
});

test('a commit without a message is a commit, and of a very long one the beginning is shown', async () => {
  const empty = await post(git.commit(''));
  const long = await post(git.commit('line\n'.repeat(20_000)));

  expect([empty.status, empty.body.commit.message]).toEqual([201, '']);
  expect([long.status, long.body.commit.message === 'line\n'.repeat(2000).slice(0, 8192)]).toEqual([201, true]);
});

test('a branch that is called like a short hash hides no commit', async () => {
  const hash = git.commit('Hidden');
  git.git('branch', hash.slice(0, 7), 'HEAD~1');

  expect((await post(hash.slice(0, 7))).body.commit?.hash).toBe(hash);
});

test('a repository of SHA-256 hashes works, whole and abbreviated', async () => {
  using sha256 = createGitRepository({ objectFormat: 'sha256' });
  const hash = sha256.commit('Long');
  await tie('acme/long', sha256.directory);

  expect((await post(hash, {}, 'acme/long')).body.commit.hash).toBe(hash);
  expect((await post(hash.slice(0, 40), {}, 'acme/long')).body.commit.hash).toBe(hash);
});

test('a repository that gets its Git directory later forgets what Git does not vouch for', async () => {
  await post(first, {}, 'acme/later');
  await post(hashFrom('1a7e'), {}, 'acme/later');

  await tie('acme/later', git.directory);

  expect((await call(statusesUrl(server.baseUrl, { repository: 'acme/later', commit: first }))).body.size).toBe(1);
  expect((await call(statusesUrl(server.baseUrl, { repository: 'acme/later', commit: hashFrom('1a7e') }))).status).toBe(
    404,
  );
  expect((await post(first, {}, 'acme/later')).body.commit.message).toContain('Widen the gate');
});

describe('a Git directory that cannot answer', () => {
  const unreadable = [503, 'The Git directory of the repository cannot be read.', '5'];
  const outcome = ({ status, body, headers }: Answer) => [status, body.error?.message, headers.get('retry-after')];

  test.each([false, true])('gives 503 when it has gone (asked before: %s), and the rest goes on', async (wasAsked) => {
    using passing = createGitRepository();
    const seen = passing.commit('Seen');
    const unseen = passing.commit('Unseen');
    const repository = `acme/passing-${wasAsked}`;
    await tie(repository, passing.directory);
    if (wasAsked) expect((await post(seen, {}, repository)).status).toBe(201);
    passing[Symbol.dispose]();

    expect(outcome(await post(unseen, {}, repository))).toEqual(unreadable);
    expect((await post(first)).status).toBe(200);
  });

  test('gives 503 when Git does not answer in time', async () => {
    using stuck = createGitRepository();
    const hash = stuck.commit('Stuck');
    await tie('acme/stuck', stuck.directory);
    // Opening a pipe that nobody writes to takes for ever.
    rmSync(join(stuck.directory, '.git', 'config'));
    execFileSync('mkfifo', [join(stuck.directory, '.git', 'config')]);

    expect(outcome(await post(hash, {}, 'acme/stuck'))).toEqual(unreadable);
  });
});
