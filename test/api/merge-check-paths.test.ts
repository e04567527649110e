import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createGitRepository, type GitRepository } from '../support/git-repository.ts';
import { type MergeCheckedRepository, openMergeChecked } from '../support/merge-checked.ts';
import { startTiedServer, type TiedServer } from '../support/start-tied-server.ts';

let server: TiedServer;
let git: GitRepository;
let repository: MergeCheckedRepository;

const docs = { branch: 'main', keys: ['docs'], paths: ['docs/**', '*.md'] };
const code = { branch: 'main', keys: ['unit'], paths: ['src/**'] };
const always = { branch: 'main', keys: ['lint'] };

beforeAll(async () => {
  server = await startTiedServer();
  git = createGitRepository();
  git.add('README.md');
  git.commit('Begin');
  await server.tie('acme/tied', git.directory);
  repository = openMergeChecked(server.baseUrl, 'acme/tied');
  await repository.require([docs, code, always]);
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  git[Symbol.dispose]();
});

/** A commit on a branch of its own, with those files. */
function commitOn(branch: string, ...paths: readonly string[]): string {
  git.git('switch', '--quiet', '--create', branch, 'main');
  for (const path of paths) git.add(path);
  const hash = git.commit(branch);
  git.git('switch', '--quiet', 'main');
  return hash;
}

const keysOf = (checks: readonly { readonly required_keys: readonly string[] }[]) =>
  checks.map(({ required_keys: [key] }) => key);

describe('builds that are required for changes of some files', () => {
  test.each([
    ['src', ['src/a/b.ts'], ['unit', 'lint']],
    ['docs', ['docs/a.md'], ['docs', 'lint']],
    ['top', ['CHANGELOG.md', 'other.txt'], ['docs', 'lint']],
    ['both', ['src/c.ts', 'docs/c.md'], ['docs', 'unit', 'lint']],
    ['neither', ['bench/a.md', '.github/ci.yml'], ['lint']],
  ])('count when they are changed: %s', async (branch, paths, keys) => {
    const { body } = await repository.checksOf(commitOn(branch, ...paths));

    expect(keysOf(body.checks)).toEqual(keys);
  });

  test('do not count for what came into the branch since', async () => {
    const hash = commitOn('older', 'src/older.ts');
    git.add('docs/newer.md');
    git.commit('Newer');

    expect(keysOf((await repository.checksOf(hash)).body.checks)).toEqual(['unit', 'lint']);
  });

  test('count for a pull request likewise, and its merge obeys them', async () => {
    const hash = commitOn('pull', 'src/pull.ts');
    await repository.restrict({ kind: 'enforce_merge_checks', pattern: 'main' });
    const id = await repository.open('pull');

    expect(keysOf((await repository.checksOfPullRequest(id)).body.checks)).toEqual(['unit', 'lint']);
    expect((await repository.merge(id)).status).toBe(409);
    await repository.report(hash, 'lint', 'SUCCESSFUL');
    await repository.report(hash, 'unit', 'SUCCESSFUL');
    expect((await repository.merge(id)).status).toBe(200);
  });

  test('count always when the branch has the commit already, or is not there, or has nothing in common with it', async () => {
    const head = git.git('rev-parse', 'main');
    git.git('switch', '--quiet', '--orphan', 'alone');
    git.add('other.txt');
    const alone = git.commit('Alone');
    git.git('switch', '--quiet', 'main');
    const all = ['docs', 'unit', 'lint'];

    expect(keysOf((await repository.checksOf(head)).body.checks)).toEqual(all);
    expect(keysOf((await repository.checksOf(alone)).body.checks)).toEqual(all);
    await repository.require([{ ...docs, branch: 'gone' }]);
    expect(keysOf((await repository.checksOf(head, 'gone')).body.checks)).toEqual(['docs']);
    await repository.require([docs, code, always]);
  });

  test.each([
    [1000, []],
    [1001, ['docs']],
  ])('count always for a change too large to look through: of %i files with a hundred patterns', async (size, keys) => {
    const branch = `large-${size}`;
    mkdirSync(join(git.directory, branch));
    for (let index = 0; index < size; index += 1) writeFileSync(join(git.directory, branch, String(index)), '');
    git.git('switch', '--quiet', '--create', branch);
    git.git('add', branch);
    const hash = git.commit('Large');
    git.git('switch', '--quiet', 'main');
    const paths = Array.from({ length: 100 }, (_, index) => `never-${index}`);
    await repository.require([{ ...docs, paths }]);

    expect(keysOf((await repository.checksOf(hash)).body.checks)).toEqual(keys);
    await repository.require([docs, code, always]);
  });
});

test('nobody is let through when the Git directory has gone', async () => {
  using passing = createGitRepository();
  const commit = passing.commit('Begin');
  await server.tie('acme/passing', passing.directory);
  const tied = openMergeChecked(server.baseUrl, 'acme/passing');
  await tied.require([docs]);
  await tied.restrict({ kind: 'enforce_merge_checks', pattern: '*' });
  passing.git('branch', 'topic');
  await tied.report(commit, 'docs', 'SUCCESSFUL');

  rmSync(passing.directory, { recursive: true });

  const { status, body } = await tied.checksOf(commit, 'topic');
  expect([status, body.error.message]).toEqual([503, 'The Git directory of the repository cannot be read.']);
});
