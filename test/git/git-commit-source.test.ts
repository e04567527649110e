import { dirname } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CommitHash, toCommitHash } from '../../src/domain/commit-hash.ts';
import { GitCommitSource } from '../../src/git/git-commit-source.ts';
import type { CommitListQuery } from '../../src/store/commit-source.ts';
import { documentedCommit } from '../support/addresses.ts';
import { createGitRepository, type GitRepository } from '../support/git-repository.ts';
import { commitAt, merge, resolve, startBranch } from '../support/history.ts';

const opened = new DisposableStack();
const source = new GitCommitSource();
const unknown = toCommitHash(documentedCommit);

afterAll(async () => {
  await source[Symbol.asyncDispose]();
  opened.dispose();
});

async function list(
  { gitDirectory }: GitRepository,
  query: Pick<CommitListQuery, 'include'> & Partial<CommitListQuery>,
): Promise<readonly CommitHash[]> {
  const commits = await source.listCommits({ gitDirectory, exclude: [], offset: 0, limit: 100, ...query });
  return commits.map(({ hash }) => hash);
}

test('a commit tells its parents and its committer', async () => {
  using git = createGitRepository();
  const first = commitAt(git, 1);
  const second = commitAt(git, 2, 'Second');

  const found = await source.findCommit({ gitDirectory: git.gitDirectory, revision: second });

  expect(found).toEqual({
    hash: second,
    details: { message: 'Second\n', author: 'Alice <alice@example.org>', date: '2025-01-02T03:04:05+01:00' },
    parents: [first],
    committer: 'Bob <bob@example.org>',
    committedOn: '2025-01-02T03:04:02+00:00',
  });
});

describe('a list of commits', () => {
  let git: GitRepository;
  let base: CommitHash;
  let topic: CommitHash;
  let main: CommitHash;
  let merged: CommitHash;

  beforeAll(() => {
    git = opened.use(createGitRepository());
    base = commitAt(git, 1);
    startBranch(git, 'topic');
    topic = commitAt(git, 2);
    git.git('switch', '--quiet', 'main');
    main = commitAt(git, 3);
    merged = merge(git, 'topic');
  });

  test('is newest first, over all parents, as git log has it', async () => {
    expect(await list(git, { include: [merged] })).toEqual([merged, main, topic, base]);
    expect(git.git('log', '--format=%H').split('\n')).toEqual([merged, main, topic, base]);
  });

  test('has whole commits', async () => {
    const query = { gitDirectory: git.gitDirectory, include: [merged], exclude: [], offset: 0, limit: 1 };

    expect(await source.listCommits(query)).toEqual([
      expect.objectContaining({ hash: merged, parents: [main, topic], committer: 'Bob <bob@example.org>' }),
    ]);
  });

  test('has each commit once, from wherever it is reached', async () => {
    expect(await list(git, { include: [topic, main, topic] })).toEqual([main, topic, base]);
  });

  test('leaves out what the excluded commits lead to', async () => {
    expect(await list(git, { include: [main], exclude: [topic] })).toEqual([main]);
    expect(await list(git, { include: [merged], exclude: [topic, main] })).toEqual([merged]);
    expect(await list(git, { include: [topic], exclude: [merged] })).toEqual([]);
  });

  test('takes a commit that Git does not have for one that leads nowhere', async () => {
    expect(await list(git, { include: [topic, unknown], exclude: [unknown] })).toEqual([topic, base]);
    expect(await list(git, { include: [unknown] })).toEqual([]);
  });

  test('is empty where nothing is included', async () => {
    expect(await list(git, { include: [] })).toEqual([]);
  });

  test('starts from commits alone', async () => {
    git.git('tag', '--annotate', 'v1', '-m', 'v1');

    expect(await list(git, { include: [resolve(git, 'HEAD^{tree}'), resolve(git, 'v1')] })).toEqual([]);
  });

  test('is not misled by a branch that is called like a hash of another length', async () => {
    const long = toCommitHash(unknown + unknown.slice(0, 24));
    git.git('branch', long);

    expect(await list(git, { include: [long] })).toEqual([]);
  });

  test('starts from thousands of commits', async () => {
    expect(await list(git, { include: Array.from({ length: 5_000 }, () => topic) })).toEqual([topic, base]);
  });

  test('visits every commit once, page by page', async () => {
    using long = createGitRepository();
    // All in one second: the order must not hang on the time alone.
    const newestFirst = Array.from({ length: 25 }, (_, index) => commitAt(long, 0, `Commit ${index}`)).reverse();
    const include = newestFirst.slice(0, 1);

    const pages = await Promise.all([0, 10, 20, 30].map((offset) => list(long, { include, offset, limit: 10 })));

    expect(pages.map(({ length }) => length)).toEqual([10, 10, 5, 0]);
    expect(pages.flat()).toEqual(newestFirst);
  });
});

describe('a list of the commits that touch a path', () => {
  const paths = ['read me.txt', 'src/a/one.ts', 'src/b/ü.ts', '*', ':(top)x', '--all'];
  let git: GitRepository;
  let commits: ReadonlyMap<string, CommitHash>;
  let include: readonly CommitHash[];

  beforeAll(() => {
    git = opened.use(createGitRepository());
    commits = new Map(
      paths.map((path, index) => {
        git.add(path);
        return [path, commitAt(git, index, path)];
      }),
    );
    include = [resolve(git, 'HEAD')];
  });

  test.each(paths)('takes %j as it stands', async (path) => {
    expect(await list(git, { include, path })).toEqual([commits.get(path)]);
  });

  test.each(['src', 'src/'])('takes the directory %j for all that is in it', async (path) => {
    expect(await list(git, { include, path })).toEqual([commits.get('src/b/ü.ts'), commits.get('src/a/one.ts')]);
  });

  test.each(['src/*', '../src', '/src', 'SRC', '.git/config', 'src\0', ':!src', ':/'])(
    'is empty for %j, which is no path of the repository',
    async (path) => {
      expect(await list(git, { include, path })).toEqual([]);
    },
  );

  test('is of all commits when the path is empty', async () => {
    expect(await list(git, { include, path: '' })).toHaveLength(paths.length);
  });

  test('has pages too', async () => {
    expect(await list(git, { include, path: 'src', offset: 1, limit: 1 })).toEqual([commits.get('src/a/one.ts')]);
  });

  test('takes it from the top, also when the server runs somewhere in the working tree', async () => {
    using around = createGitRepository();
    around.add('src/one.ts');
    const commit = commitAt(around, 1);
    around.git('config', 'core.worktree', dirname(process.cwd()));

    expect(await list(around, { include: [commit], path: 'src' })).toEqual([commit]);
  });

  test('knows files that are gone', async () => {
    git.git('rm', '--quiet', 'read me.txt');
    const removal = commitAt(git, 30);

    expect(await list(git, { include: [removal], path: 'read me.txt' })).toEqual([removal, commits.get('read me.txt')]);
  });
});

test('a repository of SHA-256 hashes has lists and merges', async () => {
  using git = createGitRepository({ objectFormat: 'sha256' });
  const first = commitAt(git, 1);
  startBranch(git, 'topic');
  const topic = commitAt(git, 2);
  git.git('switch', '--quiet', 'main');
  const destination = merge(git, 'topic');

  expect(await list(git, { include: [destination], exclude: [first] })).toEqual([destination, topic]);
  expect(await source.findMergeCommit({ gitDirectory: git.gitDirectory, source: topic, destination })).toBe(
    destination,
  );
});

test('a directory that has gone is unavailable, also for commits that were seen', async () => {
  const git = createGitRepository();
  const seen = commitAt(git, 1);
  const next = commitAt(git, 2);
  expect(await list(git, { include: [next] })).toEqual([next, seen]);
  git[Symbol.dispose]();
  const query = { gitDirectory: git.gitDirectory, source: seen, destination: next };
  const unavailable = expect.objectContaining({ code: 'unavailable' });

  await expect(list(git, { include: [next] })).rejects.toThrow(unavailable);
  await expect(list(git, { include: [unknown] })).rejects.toThrow(unavailable);
  await expect(source.findMergeCommit(query)).rejects.toThrow(unavailable);
});
