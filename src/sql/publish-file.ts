import { randomBytes } from 'node:crypto';
import { linkSync, renameSync, rmSync } from 'node:fs';
import { ServiceError } from '../domain/error.ts';

/** A name beside the file, for as long as it is not whole; no other process takes the same one. */
export function unfinishedName(file: string): string {
  return `${file}.${randomBytes(6).toString('hex')}.unfinished`;
}

/** Gives a file that is whole its name. Throws conflict when there is one of that name by now. */
export function publishFile(unfinished: string, file: string): void {
  try {
    linkSync(unfinished, file);
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
    if (error.code === 'EEXIST') throw fileIsThere(file);
    // Not every file system has links.
    renameSync(unfinished, file);
    return;
  }
  rmSync(unfinished);
}

export function fileIsThere(file: string): ServiceError {
  return new ServiceError('conflict', `${file} is there already. Nothing is overwritten; name another file.`);
}

/** What the operating system refuses, in a sentence; anything else is returned as it came. */
export function toFileError(error: unknown, file: string): unknown {
  if (error instanceof ServiceError || !(error instanceof Error) || !('syscall' in error)) return error;
  return new ServiceError('unavailable', `${file} cannot be written (${error.message}).`, { cause: error });
}
