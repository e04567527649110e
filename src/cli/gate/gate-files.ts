import { chown, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ServiceError } from '../../domain/error.ts';

/** What the gate goes by. */
export interface GateSettings {
  /** Without a slash at the end. */
  readonly server: string;
  readonly repository: { readonly workspace: string; readonly slug: string };
  /** Globs. */
  readonly branches: readonly string[];
  /** Whether a push is let through when it cannot be told whether it may be. */
  readonly failsOpen: boolean;
}

/** Everybody who pushes reads the settings. */
const settingsFile = 'signalbox-gate.json';
/** Nobody but its owner reads the token. */
const tokenFile = 'signalbox-gate-token';

export function tokenPath(gitDirectory: string): string {
  return join(gitDirectory, tokenFile);
}

/** Keeps both; without a token, none is kept any more. */
export async function writeGateFiles(
  gitDirectory: string,
  settings: GateSettings,
  token: string | undefined,
): Promise<void> {
  await replaceFile(join(gitDirectory, settingsFile), `${JSON.stringify(settings, null, 2)}\n`, 0o644);
  if (token === undefined) await rm(tokenPath(gitDirectory), { force: true });
  else await replaceFile(tokenPath(gitDirectory), `${token}\n`, 0o600);
}

export async function removeGateFiles(gitDirectory: string): Promise<void> {
  for (const name of [settingsFile, tokenFile]) await rm(join(gitDirectory, name), { force: true });
}

/** `undefined` where there is no gate. Throws invalid for what nobody can go by. */
export async function readGateSettings(gitDirectory: string): Promise<GateSettings | undefined> {
  const path = join(gitDirectory, settingsFile);
  const text = await readIfThere(path);
  if (text === undefined) return undefined;
  try {
    const settings = JSON.parse(text);
    // Written by `writeGateFiles`, unless somebody has been at it.
    if (Array.isArray(settings.branches) && settings.server && settings.repository) return settings as GateSettings;
  } catch {
    // Told below.
  }
  throw new ServiceError('invalid', `${path} is broken: install the gate again.`);
}

/** `undefined` when none is kept. */
export async function readGateToken(gitDirectory: string): Promise<string | undefined> {
  return (await readIfThere(tokenPath(gitDirectory)))?.trim() || undefined;
}

/** Puts a whole file in the place of another at one moment. It belongs to whom the directory belongs to, also when root makes it. */
export async function replaceFile(path: string, text: string, mode: number): Promise<void> {
  const temporary = `${path}.${process.pid}`;
  try {
    await writeFile(temporary, text, { mode, flag: 'wx' });
    if (process.getuid?.() === 0) {
      const { uid, gid } = await stat(dirname(path));
      await chown(temporary, uid, gid);
    }
    await rename(temporary, path);
  } catch (cause) {
    await rm(temporary, { force: true });
    throw notAccessible(path, cause);
  }
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw notAccessible(path, cause);
  }
}

function notAccessible(path: string, cause: unknown): ServiceError {
  const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
  return new ServiceError('unavailable', `${path} cannot be read or written (${reason}).`, { cause });
}
