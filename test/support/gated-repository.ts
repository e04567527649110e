import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runProgram } from './program.ts';
import { type Finished, runCommand } from './run-command.ts';
import { createTemporaryDirectory } from './temporary-directory.ts';

/** A bare repository that people push to, and a clone of it, at paths with spaces and quotes. */
export interface GatedRepository extends Disposable {
  readonly bare: string;
  readonly hook: string;
  /** Makes a commit in the clone, of a new file where one is named, and gives its hash. */
  commit(path?: string): Promise<string>;
  /** Pushes from the clone, as a person would. */
  push(refspec: string, env?: Readonly<Record<string, string>>): Promise<Finished>;
  /** Where a branch of the bare repository is; empty where it is not there. */
  tip(branch: string): Promise<string>;
  git(...args: string[]): Promise<string>;
  gate(command: string, args?: readonly string[], env?: Readonly<Record<string, string>>): Promise<Finished>;
  writeHook(path: string, script: string, mode?: number): void;
}

const identity = ['-c', 'user.name=Bob', '-c', 'user.email=bob@example.org', '-c', 'commit.gpgSign=false'];

export async function createGatedRepository(): Promise<GatedRepository> {
  const directory = createTemporaryDirectory();
  const bare = join(directory.path, "people's work.git");
  const clone = join(directory.path, 'a clone');
  let commits = 0;
  const inClone = async (...args: string[]) => {
    const { code, stdout, stderr } = await runCommand('git', [...identity, '-C', clone, ...args]);
    if (code !== 0) throw new Error(stderr);
    return stdout.trim();
  };
  await runCommand('git', ['init', '--quiet', '--bare', '--initial-branch=main', bare]);
  await runCommand('git', ['clone', '--quiet', bare, clone]);
  return {
    bare,
    hook: join(bare, 'hooks/update'),
    async commit(path) {
      commits += 1;
      if (path !== undefined) {
        mkdirSync(dirname(join(clone, path)), { recursive: true });
        writeFileSync(join(clone, path), path);
        await inClone('add', '--', path);
      }
      await inClone('commit', '--quiet', '--allow-empty', '-m', `Commit ${commits}`);
      return inClone('rev-parse', 'HEAD');
    },
    push: (refspec, env) => runCommand('git', ['-C', clone, 'push', '--quiet', 'origin', refspec], env),
    tip: async (branch) =>
      (await runCommand('git', ['-C', bare, 'rev-parse', '--verify', '--quiet', branch])).stdout.trim(),
    git: inClone,
    gate: (command, args = [], env = {}) => runProgram(['gate', command, '--git', bare, ...args], { env }),
    writeHook(path, script, mode = 0o755) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, script, { mode });
    },
    [Symbol.dispose]: () => directory[Symbol.dispose](),
  };
}

export function readIfThere(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}
