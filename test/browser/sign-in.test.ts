import axe, { type AxeResults } from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { documentedCommit } from '../support/addresses.ts';
import { launchChromium, openPage } from '../support/chromium.ts';
import { addRepository } from '../support/describe-stores.ts';
import { oidcClient, type RunningProvider, startProvider } from '../support/start-provider.ts';
import { type SigningInServer, startSigningIn } from '../support/start-signing-in.ts';

const password = 'correct horse battery';
const displayName = `Jane ${'"><script>alert(1)</script>'} ${'VeryLong'.repeat(20)}`;

let browser: Browser;
let provider: RunningProvider;
let server: SigningInServer;
let secretPage: string;

beforeAll(async () => {
  provider = await startProvider();
  server = await startSigningIn({ oidcIssuer: provider.issuer, ...oidcClient });
  provider.serve(server.baseUrl);
  await addRepository(server.store, 'secret', { settings: { isPrivate: true } });
  const permissions = [{ level: 'admin', place: { kind: 'server' } }] as const;
  const jane = await server.addAccount({ permissions, displayName, email: 'jane@example.org' }, password);
  await server.addToken(jane, { name: 'Jenkins <b>x</b>', scopes: ['buildstatus:write'], keyPatterns: ['ci/*'] });
  await server.addToken(jane, { name: 'LongName'.repeat(30), expiresOn: Date.UTC(2100, 0, 1) * 1000 });
  secretPage = `${server.baseUrl}/acme/secret/commits/${documentedCommit}`;
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await server?.[Symbol.asyncDispose]();
  await provider?.[Symbol.asyncDispose]();
});

async function signIn(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Sign in' }).first().click();
  await page.getByLabel('Name or e-mail address').fill('jane');
  await page.getByLabel('Password or access token').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

async function findViolations(page: Page) {
  await page.evaluate(axe.source);
  const { violations, passes } = await page.evaluate<AxeResults>('axe.run()');
  expect(passes.map(({ id }) => id)).toContain('color-contrast');
  return violations.map(({ id, nodes }) => ({ id, targets: nodes.map(({ target }) => target) }));
}

describe('somebody who comes to a private page', () => {
  test.each([true, false])(
    'signs in and is where they wanted to be, JavaScript being %s',
    async (javaScriptEnabled) => {
      await using opened = await openPage(browser, secretPage, { javaScriptEnabled });
      const { page } = opened;
      expect(await page.getByRole('heading', { name: 'Not found' }).isVisible()).toBe(true);

      await signIn(page);

      expect(page.url()).toBe(secretPage);
      expect(await page.getByText('No build has been reported for this commit yet.').isVisible()).toBe(true);
      expect(opened.foreignRequests).toEqual([]);
      expect(opened.errors.filter((text) => !text.includes('404'))).toEqual([]);
    },
  );

  test('is told when the password is wrong, and tries again', async () => {
    await using opened = await openPage(browser, `${server.baseUrl}/site/sign-in`);
    const { page } = opened;
    await page.getByLabel('Name or e-mail address').fill('jane');
    await page.getByLabel('Password or access token').fill('wrong');
    await page.getByRole('button', { name: 'Sign in' }).click();

    expect(await page.getByRole('alert').textContent()).toContain('do not go together');
    expect(await page.getByLabel('Name or e-mail address').inputValue()).toBe('jane');
    await page.getByLabel('Password or access token').fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    expect(await page.getByRole('button', { name: 'Sign out' }).isVisible()).toBe(true);
  });

  test('comes in by the provider', async () => {
    provider.person = { sub: '1', preferred_username: 'ann', name: 'Ann of Elsewhere' };
    await using opened = await openPage(browser, `${server.baseUrl}/site/sign-in?next=/site/account`);
    const { page } = opened;

    await page.getByRole('link', { name: /^Sign in with 127/ }).click();

    expect(page.url()).toBe(`${server.baseUrl}/site/account`);
    expect(await page.getByRole('heading', { name: 'Ann of Elsewhere' }).isVisible()).toBe(true);
  });

  test('is out again after signing out, also when they go back', async () => {
    await using opened = await openPage(browser, secretPage);
    const { page } = opened;
    await signIn(page);

    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.goBack();

    expect(await page.getByRole('heading', { name: 'Not found' }).isVisible()).toBe(true);
  });
});

describe('the page of one’s own account', () => {
  test('makes a token and revokes it', async () => {
    await using opened = await openPage(browser, `${server.baseUrl}/`);
    const { page } = opened;
    await signIn(page);
    await page.getByTitle('Your account').click();

    await page.getByLabel('Name', { exact: true }).fill('made here');
    await page.getByLabel('Where it counts').fill('acme/secret');
    await page.getByRole('button', { name: 'Make an access token' }).click();

    expect(await page.getByText(/^sbx_/).isVisible()).toBe(true);
    await page.getByRole('link', { name: 'Back to your account' }).click();
    await page.getByRole('button', { name: 'Revoke made here' }).click();
    expect(await page.getByText('made here').count()).toBe(0);
    expect(opened.errors).toEqual([]);
  });

  test('makes no elements of the HTML in names', async () => {
    await using opened = await openPage(browser, `${server.baseUrl}/`);
    const { page } = opened;
    await signIn(page);
    await page.goto(`${server.baseUrl}/site/account`);

    expect(await page.getByText('Jenkins <b>x</b>').isVisible()).toBe(true);
    expect(await page.locator(':is(b, i, script)').count()).toBe(0);
  });
});

const looks: readonly (readonly [string, BrowserContextOptions])[] = [
  ['light', { colorScheme: 'light' }],
  ['dark', { colorScheme: 'dark' }],
  ['small', { viewport: { width: 360, height: 740 } }],
];

test.each(looks)('every page about signing in can be used by everybody, and fits: %s', async (look, options) => {
  await using opened = await openPage(browser, `${server.baseUrl}/site/sign-in`, options);
  const { page } = opened;
  const expectGood = async (name: string) => {
    expect(await findViolations(page), name).toEqual([]);
    const [width, room] = await page.evaluate<[number, number]>('[document.documentElement.scrollWidth, innerWidth]');
    expect(width, name).toBe(room);
  };

  await expectGood('sign-in');
  await page.getByLabel('Name or e-mail address').fill('jane');
  await page.getByLabel('Password or access token').fill('wrong');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expectGood('refused');
  await page.getByLabel('Password or access token').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expectGood('home');
  await page.goto(`${server.baseUrl}/site/account`);
  await expectGood('account');
  await page.getByRole('link', { name: 'audit' }).click();
  await expectGood('audit');
  await page.goBack();
  await page.getByLabel('Name', { exact: true }).fill(`for ${look}`);
  await page.getByRole('button', { name: 'Make an access token' }).click();
  await expectGood('token');
});
