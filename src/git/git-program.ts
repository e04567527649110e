import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ServiceError } from '../domain/error.ts';

const run = promisify(execFile);

/** What every question to Git about a directory begins with. */
export function gitOptions(gitDirectory: string): readonly string[] {
  return [
    '--no-replace-objects',
    `--git-dir=${gitDirectory}`,
    // The directory may belong to another user: it was named by whoever administers this server, and is only read.
    '-c',
    `safe.directory=${gitDirectory}`,
    // A partial clone would ask its origin, over the network, for every hash that it does not have.
    '-c',
    'protocol.allow=never',
  ];
}

/** All objects whose hash begins so, whatever branches and tags are called. */
export async function listObjects(gitDirectory: string, prefix: string): Promise<readonly string[]> {
  const { stdout } = await run('git', [...gitOptions(gitDirectory), 'rev-parse', `--disambiguate=${prefix}`]);
  return stdout.split('\n').filter((line) => line !== '');
}

export function gitUnavailable(gitDirectory: string, reason: string): ServiceError {
  return new ServiceError('unavailable', 'The Git directory of the repository cannot be read.', {
    cause: new Error(`${gitDirectory}: ${reason}`),
  });
}
