import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { clip } from '../../domain/clip.ts';
import { ServiceError } from '../../domain/error.ts';

const run = promisify(execFile);

/** Where a repository keeps what concerns it, and where Git looks for its hooks. */
export interface GitPlaces {
  readonly gitDirectory: string;
  /** As `core.hooksPath` says, which may be anywhere, and the same for other repositories. */
  readonly hooksDirectory: string;
}

/** Of the repository that the directory is, or is in. Throws invalid when there is none, unavailable without Git. */
export async function findGitPlaces(directory: string): Promise<GitPlaces> {
  const questions = ['--path-format=absolute', '--git-common-dir', '--git-path', 'hooks'];
  try {
    // It may belong to another user, and is only asked where its files are.
    const { stdout } = await run('git', ['-c', 'safe.directory=*', '-C', directory, 'rev-parse', ...questions]);
    const [gitDirectory = '', hooksDirectory = ''] = stdout.split('\n');
    return { gitDirectory, hooksDirectory };
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') {
      throw new ServiceError('unavailable', 'Git is needed, and no program named git was found.', { cause });
    }
    throw new ServiceError('invalid', `${clip(directory)} is not a Git repository.`, { cause });
  }
}
