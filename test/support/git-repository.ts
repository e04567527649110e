import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export interface CommitOptions {
  readonly date?: string;
  readonly author?: string;
  /** Now, unless told. */
  readonly committedOn?: string;
}

/** A real Git repository in a directory of its own. */
export interface GitRepository extends Disposable {
  /** The working tree. */
  readonly directory: string;
  readonly gitDirectory: string;
  /** Writes a file, and adds it to the next commit. */
  add(path: string): void;
  /** Makes a commit of what was added, which may be nothing, and gives its hash. */
  commit(message: string, options?: CommitOptions): string;
  git(...args: string[]): string;
}

/** Needs nothing of the user's own Git settings. */
const settings = ['-c', 'user.name=Bob', '-c', 'user.email=bob@example.org', '-c', 'commit.gpgSign=false'];

export function createGitRepository({ objectFormat = 'sha1' } = {}): GitRepository {
  const directory = mkdtempSync(join(tmpdir(), 'signalbox-git-'));
  const run = (args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
    execFileSync('git', [...settings, '-C', directory, ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
    }).trim();
  const git = (...args: string[]) => run(args);
  git('init', '--quiet', '--initial-branch=main', `--object-format=${objectFormat}`);
  return {
    directory,
    gitDirectory: join(directory, '.git'),
    git,
    add(path) {
      mkdirSync(dirname(join(directory, path)), { recursive: true });
      writeFileSync(join(directory, path), path);
      git('--literal-pathspecs', 'add', '--', path);
    },
    commit(message, { date = '2025-01-02T03:04:05+01:00', author = 'Alice <alice@example.org>', committedOn } = {}) {
      const options = ['--quiet', '--allow-empty', '--allow-empty-message', '--date', date, '--author', author];
      run(['commit', ...options, '-m', message], committedOn === undefined ? {} : { GIT_COMMITTER_DATE: committedOn });
      return git('rev-parse', 'HEAD');
    },
    [Symbol.dispose]: () => rmSync(directory, { recursive: true, force: true }),
  };
}
