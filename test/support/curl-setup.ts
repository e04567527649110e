import { spawnSync } from 'node:child_process';
import { install, mayInstall } from './apt-get.ts';

const howToGetCurl = 'Install curl, so that it is in the PATH.';

/** Makes sure that there is a curl, and installs it where that can be done without asking anybody. */
export default function setUpCurl(): void {
  if (hasCurl()) return;
  if (!mayInstall()) throw new Error(`There is no curl for the tests of clients. ${howToGetCurl}`);
  process.stdout.write('There is no curl for the tests of clients: installing it with apt-get.\n');
  install(['curl'], howToGetCurl);
  if (!hasCurl()) throw new Error(`apt-get installed no curl. ${howToGetCurl}`);
}

function hasCurl(): boolean {
  return spawnSync('curl', ['--version']).status === 0;
}
