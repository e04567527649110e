import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const variable = 'SIGNALBOX_TEST_CHROMIUM';
const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Shorter than what a test may take, so that the step that hangs is the one that is named. */
const stepTimeoutMilliseconds = 15_000;

/** What to do where there is none. */
export const howToGetChromium = `Install Chromium, or set ${variable} to the path of one.`;

/** The Chromium that the environment names, else the first that is installed. Throws when the named one is missing. */
export function findChromium(): string | undefined {
  const named = process.env[variable];
  if (named) {
    if (!isProgram(named)) throw new Error(`${variable} is '${named}', which is not a program.`);
    return named;
  }
  const directories = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin'].filter(
    (directory) => directory !== '',
  );
  return names.flatMap((name) => directories.map((directory) => join(directory, name))).find(isProgram);
}

export async function launchChromium(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error(`There is no Chromium for the browser tests. ${howToGetChromium}`);
  return chromium.launch({
    executablePath,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** A page, and what has gone wrong on it so far. */
export interface WatchedPage extends AsyncDisposable {
  readonly page: Page;
  /** The addresses on other servers that were asked for something. */
  readonly foreignRequests: readonly string[];
  /** What the console holds of errors; among them is whatever the Content-Security-Policy refused. */
  readonly errors: readonly string[];
}

/** Opens a page that shares nothing with the pages before it. */
export async function openPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  await using parts = new AsyncDisposableStack();
  const context = parts.use(await browser.newContext(options));
  const page = await context.newPage();
  page.setDefaultTimeout(stepTimeoutMilliseconds);
  const { origin } = new URL(url);
  const foreignRequests: string[] = [];
  const errors: string[] = [];
  page.on('request', (request) => {
    const asked = new URL(request.url());
    if (asked.protocol !== 'data:' && asked.origin !== origin) foreignRequests.push(asked.href);
  });
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(url);
  const opened = parts.move();
  return { page, foreignRequests, errors, [Symbol.asyncDispose]: () => opened.disposeAsync() };
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
