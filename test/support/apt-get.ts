import { spawnSync } from 'node:child_process';

/** Whether packages can be installed here without asking anybody. */
export function mayInstall(): boolean {
  return process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0;
}

/** Installs Debian's packages. `otherwise` says what somebody can do when that fails. */
export function install(packages: readonly string[], otherwise: string): void {
  aptGet(['update'], otherwise);
  aptGet(['install', '-y', '--no-install-recommends', ...packages], otherwise);
}

function aptGet(command: readonly string[], otherwise: string): void {
  const { status, error, stderr } = spawnSync('apt-get', ['--quiet', ...command], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  });
  if (status === 0) return;
  const reason = error?.message ?? stderr.trim();
  throw new Error(`apt-get ${command[0]} failed. ${otherwise}\n${reason}`);
}
