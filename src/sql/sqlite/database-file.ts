import { closeSync, mkdirSync, openSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ServiceError } from '../../domain/error.ts';

const fileName = 'signalbox.sqlite';

/** Only the server's own user may look into the data: it holds the hashes of tokens. SQLite's other files follow the first. */
const directoryMode = 0o700;
export const fileMode = 0o600;

/** Where the database of a data directory is. */
export function databasePath(dataDirectory: string): string {
  return join(dataDirectory, fileName);
}

/** Makes directory and file where they are missing. Throws unavailable when that cannot be done. */
export function createDatabaseFile(dataDirectory: string): string {
  const path = databasePath(dataDirectory);
  try {
    mkdirSync(dataDirectory, { recursive: true, mode: directoryMode });
    closeSync(openSync(path, 'a', fileMode));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ServiceError('unavailable', `The data directory ${dataDirectory} cannot be used (${reason}).`, {
      cause: error,
    });
  }
  return path;
}

/**
 * Watches over a database that is open: a file that somebody has deleted or replaced can still be written, and what is
 * written to it is lost. The returned check throws unavailable then.
 */
export function watchDatabaseFile(path: string): () => void {
  const opened = statSync(path);
  return () => {
    const now = statSync(path, { throwIfNoEntry: false });
    if (now?.ino !== opened.ino || now.dev !== opened.dev) {
      throw new ServiceError('unavailable', 'The database file has been removed or replaced. Restart the server.');
    }
  };
}
