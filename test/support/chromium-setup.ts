import { spawnSync } from 'node:child_process';
import { findChromium, howToGetChromium } from './chromium.ts';

/** Makes sure that there is a Chromium, and installs it where that can be done without asking anybody. */
export default function setUpChromium(): void {
  if (findChromium() !== undefined) return;
  if (!mayInstall()) throw new Error(`There is no Chromium for the browser tests. ${howToGetChromium}`);
  process.stdout.write('There is no Chromium for the browser tests: installing it with apt-get.\n');
  aptGet('update');
  // Without any font, pages are drawn with empty boxes in place of letters.
  aptGet('install', '-y', '--no-install-recommends', 'chromium', 'fonts-dejavu-core');
  if (findChromium() === undefined) throw new Error(`apt-get installed no Chromium. ${howToGetChromium}`);
}

function mayInstall(): boolean {
  return process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0;
}

function aptGet(...command: string[]): void {
  const { status, error, stderr } = spawnSync('apt-get', ['--quiet', ...command], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  });
  if (status === 0) return;
  const reason = error?.message ?? stderr.trim();
  throw new Error(`apt-get ${command[0]} failed for the browser tests. ${howToGetChromium}\n${reason}`);
}
