import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { ServiceError } from '../domain/error.ts';

export interface GitQuestion {
  readonly gitDirectory: string;
  readonly args: readonly string[];
  /** What Git reads from its standard input. */
  readonly input?: string;
  /** Those that are an answer; every other is a failure. */
  readonly exitCodes?: readonly number[];
}

/** How long Git may take for an answer; a disk that has gone away takes for ever. */
export const gitAnswerMs = 10_000;

/** A hundred thousand refs, or a million hashes, fit in; what is longer would take the memory of everybody else. */
const maxOutputLength = 64 * 1024 * 1024;

/** Git says at the end what went wrong. */
const maxComplaintLength = 500;

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

/** Asks Git once and gives all that it says. Throws `unavailable` when it fails, or takes too long. */
export async function runGit({ gitDirectory, args, input = '', exitCodes = [0] }: GitQuestion): Promise<Buffer> {
  // In a process group of its own: the interrupt key of a terminal must leave it for the requests in flight.
  const child = spawn('git', [...gitOptions(gitDirectory), ...args], {
    stdio: 'pipe',
    detached: true,
    timeout: gitAnswerMs,
    killSignal: 'SIGKILL',
  });
  try {
    const ended = once(child, 'close');
    const talk = [collect(child.stdout), collect(child.stderr), feed(child.stdin, input)] as const;
    const [[exitCode], output, complaint] = await Promise.all([ended, ...talk]);
    if (exitCodes.includes(exitCode)) return output;
    throw new Error(complaint.toString('utf8').slice(-maxComplaintLength) || `git has ended (${exitCode ?? 'killed'})`);
  } catch (cause) {
    child.kill('SIGKILL');
    throw gitUnavailable(gitDirectory, String(cause));
  }
}

/** All objects whose hash begins so, whatever branches and tags are called. */
export async function listObjects(gitDirectory: string, prefix: string): Promise<readonly string[]> {
  const output = await runGit({ gitDirectory, args: ['rev-parse', `--disambiguate=${prefix}`] });
  return splitLines(output);
}

export function splitLines(output: Buffer): readonly string[] {
  return output
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '');
}

export function gitUnavailable(gitDirectory: string, reason: string): ServiceError {
  return new ServiceError('unavailable', 'The Git directory of the repository cannot be read.', {
    cause: new Error(`${gitDirectory}: ${reason}`),
  });
}

async function collect(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    length += chunk.length;
    if (length > maxOutputLength) throw new Error(`git says more than ${maxOutputLength} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Asynchronous, so that a process that could not be given pipes fails like any other. */
async function feed(stdin: Writable, input: string): Promise<void> {
  // A pipe that breaks is reported by the exit that broke it.
  stdin.on('error', () => {});
  stdin.end(input);
}
