import type { DatabaseSync } from 'node:sqlite';
import type { ChangeSignal } from '../change-signal.ts';

/** SQLite calls nobody: how often the file is looked at while somebody waits. A look takes microseconds. */
const lookEveryMs = 200;

/** Other processes on the same file are noticed by its version, which every commit of another connection moves. */
export function createFileChangeSignal(database: DatabaseSync): ChangeSignal {
  const selectVersion = database.prepare('pragma data_version');
  /** A file that cannot be read just now counts as changed; whoever looks then is told why. */
  const version = () => {
    try {
      return selectVersion.get()?.data_version;
    } catch {
      return undefined;
    }
  };
  return {
    announce: () => {},
    listen(hear) {
      let seen = version();
      const timer = setInterval(() => {
        const now = version();
        if (now !== seen || now === undefined) hear();
        seen = now;
      }, lookEveryMs);
      return { [Symbol.dispose]: () => clearInterval(timer) };
    },
    [Symbol.asyncDispose]: async () => {},
  };
}

/** A database in memory has no other process. */
export const noChangeSignal: ChangeSignal = {
  announce: () => {},
  listen: () => ({ [Symbol.dispose]: () => {} }),
  [Symbol.asyncDispose]: async () => {},
};
