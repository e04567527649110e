import { rmSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import type { RunningProgram } from './program.ts';

/**
 * The command that runs another one with a small disk of its own mounted at that directory: it sees the disk alone, which goes
 * with it. Also for an ordinary user, who is root in a namespace of his own.
 */
export function onSmallDisk(directory: string, megabytes: number): readonly string[] {
  const asRoot = userInfo().uid === 0 ? [] : ['--map-root-user'];
  const script = `mount -t tmpfs -o size=${megabytes}m,mode=700 none "$0" && exec "$@"`;
  return ['unshare', '--mount', ...asRoot, 'sh', '-c', script, directory];
}

/** A path as the program sees it, from outside. */
export function pathWithin({ process: { pid } }: RunningProgram, path: string): string {
  return join(`/proc/${pid}/root`, path);
}

/** A file that only takes space away, until it is disposed of. */
export function takeSpace(path: string, megabytes: number): Disposable {
  writeFileSync(path, Buffer.alloc(megabytes * 1024 * 1024));
  return { [Symbol.dispose]: () => rmSync(path, { force: true }) };
}
