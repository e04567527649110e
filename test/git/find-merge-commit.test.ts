import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CommitHash, toCommitHash } from '../../src/domain/commit-hash.ts';
import { GitCommitSource } from '../../src/git/git-commit-source.ts';
import { documentedCommit } from '../support/addresses.ts';
import { createGitRepository, type GitRepository } from '../support/git-repository.ts';
import { commitAt, merge, resolve, startBranch } from '../support/history.ts';

const opened = new AsyncDisposableStack();
const unknown = toCommitHash(documentedCommit);
let commits: GitCommitSource;
let git: GitRepository;
let base: CommitHash;

beforeAll(() => {
  commits = opened.use(new GitCommitSource());
  git = opened.use(createGitRepository());
  base = commitAt(git, 1);
});
afterAll(() => opened.disposeAsync());

function find(source: CommitHash, destination: CommitHash): Promise<CommitHash | undefined> {
  return commits.findMergeCommit({ gitDirectory: git.gitDirectory, source, destination });
}

test('a branch came in by its merge, however much came later', async () => {
  startBranch(git, 'topic', base);
  const earlier = commitAt(git, 2);
  const topic = commitAt(git, 3);
  startBranch(git, 'trunk', base);
  commitAt(git, 4);
  const merged = merge(git, 'topic');
  startBranch(git, 'other');
  commitAt(git, 5);
  git.git('switch', '--quiet', 'trunk');
  commitAt(git, 6);
  const destination = merge(git, 'other');

  expect(await find(topic, merged)).toBe(merged);
  expect(await find(topic, destination)).toBe(merged);
  expect(await find(earlier, destination)).toBe(merged);
});

test('a branch that was merged into another came in with that', async () => {
  startBranch(git, 'inner', base);
  const inner = commitAt(git, 2);
  startBranch(git, 'outer', base);
  commitAt(git, 3);
  const innerMerged = merge(git, 'inner');
  commitAt(git, 4);
  startBranch(git, 'around', base);
  commitAt(git, 5);
  const outerMerged = merge(git, 'outer');
  const destination = commitAt(git, 6);

  expect(await find(inner, destination)).toBe(outerMerged);
  expect(await find(innerMerged, destination)).toBe(outerMerged);
});

test('a branch that was merged twice came in by the first merge that had the commit', async () => {
  startBranch(git, 'twice', base);
  const first = commitAt(git, 2);
  startBranch(git, 'taking', base);
  commitAt(git, 3);
  const firstMerged = merge(git, 'twice');
  git.git('switch', '--quiet', 'twice');
  const second = commitAt(git, 4);
  git.git('switch', '--quiet', 'taking');
  const secondMerged = merge(git, 'twice');

  expect(await find(first, secondMerged)).toBe(firstMerged);
  expect(await find(second, secondMerged)).toBe(secondMerged);
});

test('a commit came in as itself after a fast-forward', async () => {
  startBranch(git, 'forward', base);
  const source = commitAt(git, 2);
  const next = commitAt(git, 3);
  startBranch(git, 'beside', base);
  commitAt(git, 4);
  git.git('switch', '--quiet', 'forward');
  const destination = merge(git, 'beside');

  expect(await find(source, source)).toBe(source);
  expect(await find(source, next)).toBe(source);
  expect(await find(source, destination)).toBe(source);
});

test('several branches may come in by one merge', async () => {
  for (const name of ['arm1', 'arm2']) {
    startBranch(git, name, base);
    commitAt(git, 2, name);
  }
  startBranch(git, 'body', base);
  commitAt(git, 3);
  const octopus = merge(git, 'arm1', 'arm2');

  expect(await find(resolve(git, 'arm1'), octopus)).toBe(octopus);
  expect(await find(resolve(git, 'arm2'), octopus)).toBe(octopus);
});

test('a branch that was squashed did not come in, nor did one that is ahead', async () => {
  startBranch(git, 'squashed', base);
  git.add('squashed.txt');
  const squashed = commitAt(git, 2);
  startBranch(git, 'target', base);
  git.git('merge', '--quiet', '--squash', 'squashed');
  const destination = commitAt(git, 3);

  expect(await find(squashed, destination)).toBeUndefined();
  expect(await find(destination, base)).toBeUndefined();
});

test('a commit that Git does not have came in nowhere', async () => {
  expect(await find(unknown, base)).toBeUndefined();
  expect(await find(base, unknown)).toBeUndefined();
  expect(await find(unknown, unknown)).toBeUndefined();
});

test('committers whose clocks are wrong change nothing', async () => {
  startBranch(git, 'skewed', base);
  commitAt(git, 59);
  const source = commitAt(git, 0);
  startBranch(git, 'steady', base);
  commitAt(git, 30);
  const merged = merge(git, 'skewed');
  const destination = commitAt(git, 1);

  expect(await find(source, destination)).toBe(merged);
});
