import axe, { type AxeResults } from 'axe-core';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildUrl, documentedCommit, hashFrom } from '../support/addresses.ts';
import { call } from '../support/call.ts';
import { launchChromium, openPage } from '../support/chromium.ts';
import { type RunningServer, startServer } from '../support/start-server.ts';

/** In the order in which they are reported; the page shows them in that of `words`. */
const builds = [
  {
    key: 'unit',
    state: 'SUCCESSFUL',
    name: 'Unit tests <b>x</b>',
    description: '42 tests passed & none <i>failed</i>',
    url: 'https://ci.example.com/unit/12?a=1&b=2',
    refname: 'main',
  },
  {
    key: 'deploy',
    state: 'STOPPED',
    name: 'Deploy to staging',
    description: 'Stopped by jdoe',
    url: 'http://ci:8080/deploy',
    refname: 'feature/<b>bold</b>',
  },
  {
    key: `nightly-${'0123456789'.repeat(20)}`,
    state: 'INPROGRESS',
    name: `Nightly/${'AVeryLongNameThatNeverTakesABreak'.repeat(5)}`,
    description: `Running ${'x'.repeat(400)}`,
    url: 'https://ci.example.com/nightly',
    refname: `release/${'y'.repeat(200)}`,
  },
  {
    key: '"><script>alert(1)</script>',
    state: 'FAILED',
    name: '<script>alert(1)</script>',
    description: '<img src="https://evil.example.com/x.png" onerror="alert(1)">',
    url: 'https://ci.example.com/e2e/%22%3E',
    refname: 'main',
  },
] as const;

const words = { FAILED: 'Failed', INPROGRESS: 'In progress', STOPPED: 'Stopped', SUCCESSFUL: 'Successful' } as const;
const microsecondsPerMinute = 60_000_000;
const commitWithoutBuilds = hashFrom('abcdef');

let browser: Browser;
let server: RunningServer;
let commitPage: string;
const updatedOn = new Map<string, string>();

beforeAll(async () => {
  let now = Date.UTC(2025, 0, 2, 3, 4, 5) * 1000;
  server = await startServer({}, 'dev', { clock: { now: () => ++now } });
  for (const json of builds) {
    const { status, body } = await call(buildUrl(server.baseUrl), { method: 'POST', json });
    expect(status).toBe(201);
    updatedOn.set(json.key, body.updated_on);
  }
  now += 5 * microsecondsPerMinute;
  commitPage = `${server.baseUrl}/acme/widgets/commits/${documentedCommit}`;
  browser = await launchChromium();
});

afterAll(async () => {
  await browser?.close();
  await server?.[Symbol.asyncDispose]();
});

describe('the page of a commit', () => {
  test.each([true, false])('shows each build in full when JavaScript enabled is %s', async (javaScriptEnabled) => {
    await using opened = await openPage(browser, commitPage, { javaScriptEnabled });
    const { page } = opened;

    expect(await page.getByRole('listitem').count()).toBe(builds.length);
    for (const { key, state, name, description, url, refname } of builds) {
      const link = page.getByRole('link', { name, exact: true });
      const build = page.getByRole('listitem').filter({ has: link });
      expect(await link.getAttribute('href')).toBe(url);
      for (const text of [words[state], key, description, refname]) {
        expect(await build.getByText(text, { exact: true }).isVisible(), text).toBe(true);
      }
      expect(await build.locator('svg').isVisible()).toBe(true);
      const time = build.getByRole('time');
      expect(await time.textContent()).toBe('5 minutes ago');
      expect(await time.getAttribute('datetime')).toBe(updatedOn.get(key));
      expect(await time.getAttribute('title')).toBe(updatedOn.get(key));
    }
  });

  test('lists what needs somebody first, and counts the builds of each state', async () => {
    await using opened = await openPage(browser, commitPage);
    const { page } = opened;

    const items = await page.getByRole('listitem').allInnerTexts();
    expect(items.map((text) => text.split('\n')[0])).toEqual(Object.values(words));
    const summary = '4 builds: 1 successful, 1 failed, 1 in progress, 1 stopped';
    expect(await page.getByText(summary, { exact: true }).isVisible()).toBe(true);
  });

  test('gives each state an icon of its own shape', async () => {
    await using opened = await openPage(browser, commitPage);

    const icons = opened.page.getByRole('listitem').locator('svg');
    const shapes = await Promise.all((await icons.all()).map((icon) => icon.innerHTML()));

    expect(new Set(shapes).size).toBe(builds.length);
  });

  test('makes no elements of the HTML in names and descriptions', async () => {
    await using opened = await openPage(browser, commitPage);

    expect(await opened.page.locator('main :is(b, i, img, script)').count()).toBe(0);
  });

  test('loads everything from this server, without an error', async () => {
    await using opened = await openPage(browser, commitPage);

    expect(opened.foreignRequests).toEqual([]);
    expect(opened.errors).toEqual([]);
  });

  test.each(['light', 'dark'] as const)('has no accessibility problem in %s colours', async (colorScheme) => {
    await using opened = await openPage(browser, commitPage, { colorScheme });
    const { page } = opened;

    // A script element would be refused by the page's Content-Security-Policy.
    await page.evaluate(axe.source);
    const { violations, passes } = await page.evaluate<AxeResults>('axe.run()');

    expect(violations.map(({ id, nodes }) => ({ id, targets: nodes.map(({ target }) => target) }))).toEqual([]);
    expect(passes.map(({ id }) => id)).toContain('color-contrast');
  });

  test('follows the colour scheme of the reader', async () => {
    await using opened = await openPage(browser, commitPage);
    const { page } = opened;

    const backgrounds = new Set<string>();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      backgrounds.add(await page.evaluate<string>('getComputedStyle(document.body).backgroundColor'));
    }

    expect(backgrounds.size).toBe(2);
  });

  test('fits a phone without scrolling sideways', async () => {
    const viewport = { width: 360, height: 740 };
    await using opened = await openPage(browser, commitPage, { viewport });

    const width = await opened.page.evaluate<number>('document.documentElement.scrollWidth');

    expect(width).toBe(viewport.width);
  });

  test('is found by a short hash', async () => {
    const shortUrl = commitPage.replace(documentedCommit, documentedCommit.slice(0, 7));
    await using opened = await openPage(browser, shortUrl);
    const { page } = opened;

    expect(await page.getByText(documentedCommit, { exact: true }).isVisible()).toBe(true);
    expect(await page.getByRole('listitem').count()).toBe(builds.length);
  });

  test('says so when the commit has no builds', async () => {
    await using opened = await openPage(browser, commitPage.replace(documentedCommit, commitWithoutBuilds));
    const { page } = opened;

    expect(await page.getByText('No build has been reported for this commit yet.').isVisible()).toBe(true);
    expect(await page.getByRole('listitem').count()).toBe(0);
  });

  test('is a page that says 404 when there is no such repository', async () => {
    await using opened = await openPage(browser, commitPage.replace('/acme/widgets/', '/acme/gadgets/'));
    const { page } = opened;

    const answer = await page.reload();

    expect(answer?.status()).toBe(404);
    expect(answer?.headers()['content-type']).toBe('text/html; charset=utf-8');
    expect(await page.getByRole('heading', { name: 'Not found' }).isVisible()).toBe(true);
    expect(await page.getByText('acme/gadgets').isVisible()).toBe(true);
    expect(opened.foreignRequests).toEqual([]);
  });
});
