import { type CommitHash, toCommitHash } from '../../src/domain/commit-hash.ts';
import type { GitRepository } from './git-repository.ts';

/** Commits at a known second of one minute, so that the order of commits is known. */
export function commitAt(git: GitRepository, second: number, message = `Commit at ${second}`): CommitHash {
  return toCommitHash(git.commit(message, { committedOn: `2025-01-02T03:04:${String(second).padStart(2, '0')}Z` }));
}

/** Starts a branch and stands on it. */
export function startBranch(git: GitRepository, name: string, start = 'HEAD'): void {
  git.git('switch', '--quiet', '--create', name, start);
}

/** Merges into the branch that one stands on. */
export function merge(git: GitRepository, ...branches: readonly string[]): CommitHash {
  git.git('merge', '--quiet', '--no-ff', '-m', 'Merge', ...branches);
  return resolve(git, 'HEAD');
}

export function resolve(git: GitRepository, revision: string): CommitHash {
  return toCommitHash(git.git('rev-parse', revision));
}
