import { execFile } from 'node:child_process';
import { realpath } from 'node:fs/promises';
import { promisify } from 'node:util';
import { ServiceError } from '../domain/error.ts';

const run = promisify(execFile);

/**
 * The absolute Git directory of a bare repository or of the top of a working tree. Throws invalid when there is none, and
 * when the path lies inside a repository instead of being one.
 */
export async function resolveGitDirectory(path: string): Promise<string> {
  const directory = await realpath(path).catch((cause: unknown) => {
    throw notARepository(path, cause);
  });
  const [gitDirectory = '', isInWorkTree, prefix] = await askGit(directory);
  const isTheRepository = gitDirectory === directory || (isInWorkTree === 'true' && prefix === '');
  if (!isTheRepository) {
    throw new ServiceError('invalid', `${directory} lies inside a Git repository; give the repository itself.`);
  }
  return gitDirectory;
}

async function askGit(directory: string): Promise<readonly string[]> {
  const questions = ['--absolute-git-dir', '--is-inside-work-tree', '--show-prefix'];
  try {
    // The directory may belong to another user: it is named by whoever administers this server, and only read.
    const trust = ['-c', `safe.directory=${directory}`, '-c', `safe.directory=${directory}/.git`];
    const { stdout } = await run('git', [...trust, '-C', directory, 'rev-parse', ...questions]);
    return stdout.split('\n');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') {
      throw new ServiceError('unavailable', 'Git is needed, and no program named git was found.', { cause });
    }
    throw notARepository(directory, cause);
  }
}

function notARepository(directory: string, cause: unknown): ServiceError {
  return new ServiceError('invalid', `${directory} is not a Git repository.`, { cause });
}
