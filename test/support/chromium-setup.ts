import { install, mayInstall } from './apt-get.ts';
import { findChromium, howToGetChromium } from './chromium.ts';

/** Makes sure that there is a Chromium, and installs it where that can be done without asking anybody. */
export default function setUpChromium(): void {
  if (findChromium() !== undefined) return;
  if (!mayInstall()) throw new Error(`There is no Chromium for the browser tests. ${howToGetChromium}`);
  process.stdout.write('There is no Chromium for the browser tests: installing it with apt-get.\n');
  // Without any font, pages are drawn with empty boxes in place of letters.
  install(['chromium', 'fonts-dejavu-core'], howToGetChromium);
  if (findChromium() === undefined) throw new Error(`apt-get installed no Chromium. ${howToGetChromium}`);
}
