import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toCommitHash } from '../../src/domain/commit-hash.ts';
import { GitCommitSource } from '../../src/git/git-commit-source.ts';
import { documentedCommit } from '../support/addresses.ts';
import { createGitRepository, type GitRepository } from '../support/git-repository.ts';

const source = new GitCommitSource();
let git: GitRepository;

beforeAll(() => {
  git = createGitRepository();
});
afterAll(async () => {
  await source[Symbol.asyncDispose]();
  git[Symbol.dispose]();
});

/** A commit that adds those files, on a branch of its own that begins at another. */
function commitOn(branch: string, from: string, ...paths: readonly string[]) {
  git.git('switch', '--quiet', '--create', branch, from);
  for (const path of paths) git.add(path);
  return toCommitHash(git.commit(branch));
}

const changed = (base: string, commit: string) =>
  source.listChangedPaths({
    gitDirectory: git.gitDirectory,
    base: toCommitHash(base),
    commit: toCommitHash(commit),
  });

describe('the changed files', () => {
  beforeAll(() => {
    git.add('README.md');
    git.add('docs/old name.md');
    git.commit('Begin');
  });

  test('are those since the commit left the branch, whatever came into that since', async () => {
    const topic = commitOn('topic', 'main', 'src/a.ts', 'src/b c/ü.ts', 'a\nb');
    const later = commitOn('later', 'main', 'docs/new.md');

    expect(await changed(later, topic)).toEqual(['a\nb', 'src/a.ts', 'src/b c/ü.ts']);
    expect(await changed(topic, later)).toEqual(['docs/new.md']);
    expect(await changed(topic, topic)).toEqual([]);
  });

  test('of a move are both, and what is gone is among them', async () => {
    commitOn('moved', 'main');
    git.git('mv', 'docs/old name.md', 'docs/new name.md');
    git.git('rm', '--quiet', 'README.md');
    const moved = git.commit('Move');

    expect(await changed(git.git('rev-parse', 'main'), moved)).toEqual([
      'README.md',
      'docs/new name.md',
      'docs/old name.md',
    ]);
  });

  test('are what they are whatever the settings of the repository say', async () => {
    git.git('config', 'diff.external', 'false');
    git.git('config', 'diff.renames', 'copies');
    git.git('config', 'diff.noprefix', 'true');
    const topic = commitOn('settings', 'main', 'src/settings.ts');

    expect(await changed(git.git('rev-parse', 'main'), topic)).toEqual(['src/settings.ts']);
  });

  test('are unknown of commits that have nothing in common, or that Git does not have', async () => {
    git.git('switch', '--quiet', '--orphan', 'alone');
    git.add('alone.ts');
    const alone = git.commit('Alone');
    const main = git.git('rev-parse', 'main');

    expect(await changed(main, alone)).toBeUndefined();
    expect(await changed(main, documentedCommit)).toBeUndefined();
    expect(await changed(documentedCommit, main)).toBeUndefined();
    expect(await changed(documentedCommit, documentedCommit)).toBeUndefined();
  });
});

test('a directory that has gone cannot tell', async () => {
  const gone = createGitRepository();
  gone.add('a');
  const commit = toCommitHash(gone.commit('a'));
  rmSync(join(gone.gitDirectory, '..'), { recursive: true });

  const asked = source.listChangedPaths({ gitDirectory: gone.gitDirectory, base: commit, commit });

  await expect(asked).rejects.toMatchObject({ code: 'unavailable' });
});
