import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A real Git repository in a directory of its own. */
export interface GitRepository extends Disposable {
  /** The working tree. */
  readonly directory: string;
  /** Makes a commit and gives its hash. */
  commit(message: string, options?: { readonly date?: string; readonly author?: string }): string;
  git(...args: string[]): string;
}

/** Needs nothing of the user's own Git settings. */
const settings = ['-c', 'user.name=Bob', '-c', 'user.email=bob@example.org', '-c', 'commit.gpgSign=false'];

export function createGitRepository({ objectFormat = 'sha1' } = {}): GitRepository {
  const directory = mkdtempSync(join(tmpdir(), 'signalbox-git-'));
  const git = (...args: string[]) =>
    execFileSync('git', [...settings, '-C', directory, ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    }).trim();
  git('init', '--quiet', '--initial-branch=main', `--object-format=${objectFormat}`);
  return {
    directory,
    git,
    commit(message, { date = '2025-01-02T03:04:05+01:00', author = 'Alice <alice@example.org>' } = {}) {
      git(
        'commit',
        '--quiet',
        '--allow-empty',
        '--allow-empty-message',
        '-m',
        message,
        '--date',
        date,
        '--author',
        author,
      );
      return git('rev-parse', 'HEAD');
    },
    [Symbol.dispose]: () => rmSync(directory, { recursive: true, force: true }),
  };
}
