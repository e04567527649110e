import { chmod, lstat, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ServiceError } from '../../domain/error.ts';
import { replaceFile } from './gate-files.ts';

const mark = '# Signalbox gate';
const hookName = 'update';
/** Where a hook goes that was there before. */
const earlierName = 'update.before-signalbox';

export function updateHookPath(hooksDirectory: string): string {
  return join(hooksDirectory, hookName);
}

export interface InstalledHook {
  /** Where the hook is that runs first, if there is one. */
  readonly earlier?: string | undefined;
}

/**
 * Writes the hook that calls this very program. One that is there already is moved aside, and runs first. Throws conflict when
 * there is one already aside, and another that is not ours in its place.
 */
export async function installUpdateHook(hooksDirectory: string, program: readonly string[]): Promise<InstalledHook> {
  const [path, earlier] = [updateHookPath(hooksDirectory), join(hooksDirectory, earlierName)];
  await mkdir(hooksDirectory, { recursive: true });
  if ((await isThere(path)) && !(await isOurs(path))) {
    if (await isThere(earlier)) {
      throw new ServiceError(
        'conflict',
        `${path} is not the gate's, and ${earlier} is there, too: put one of them elsewhere.`,
      );
    }
    await rename(path, earlier);
  }
  await replaceFile(path, scriptFor(program), 0o755);
  // Whatever the umask took away.
  await chmod(path, 0o755);
  return { earlier: (await isThere(earlier)) ? earlier : undefined };
}

/** Puts back what was there before. `false` when the hook that is there is not ours. */
export async function uninstallUpdateHook(hooksDirectory: string): Promise<boolean> {
  const [path, earlier] = [updateHookPath(hooksDirectory), join(hooksDirectory, earlierName)];
  if (!(await isThere(path)) || !(await isOurs(path))) return false;
  if (await isThere(earlier)) await rename(earlier, path);
  else await rm(path);
  return true;
}

/** The hook that was there is found beside this one, wherever the repository is moved to. */
function scriptFor(program: readonly string[]): string {
  return `#!/bin/sh
${mark}: written by \`signalbox gate install\`, and taken away by \`signalbox gate uninstall\`.
# The hook that was here before runs first, and may refuse, too.
earlier="\${0%/*}/${earlierName}"
if [ -x "$earlier" ]; then
  "$earlier" "$@" || exit "$?"
fi
exec ${program.map(quoted).join(' ')} gate check "$@"
`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

async function isOurs(path: string): Promise<boolean> {
  return (await readFile(path, 'latin1').catch(() => '')).includes(`\n${mark}`);
}

async function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
