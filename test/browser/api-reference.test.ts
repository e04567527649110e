import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildUrl, documentedCommit } from '../support/addresses.ts';
import { call } from '../support/call.ts';
import { launchChromium, openPage } from '../support/chromium.ts';
import { startServer } from '../support/start-server.ts';
import { createTemporaryDirectory } from '../support/temporary-directory.ts';

const documented = { repository: 'my-workspace/my-repo', commit: documentedCommit };
const example = {
  key: 'MY-BUILD',
  state: 'SUCCESSFUL',
  description: '42 tests passed',
  url: 'https://www.example.org/my-build-result',
};

/** The maker's name at the foot of the page, and what the status of the answer means. */
const harmlessLinks = /^https:\/\/(?:scalar\.com\/\?|developer\.mozilla\.org\/[\w/-]+\/HTTP\/Status\/\d+$)/;

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

describe('the API reference', () => {
  test('finds an operation by its name', async () => {
    await using server = await startServer();
    await using opened = await openPage(browser, `${server.baseUrl}/docs/api`);
    const { page } = opened;
    const name = 'Update a build status of a commit';

    await page.getByRole('button', { name: 'Open Search' }).click();
    await page.getByRole('combobox', { name: 'Enter search query' }).fill('update a build');
    const results = page.getByRole('listbox', { name: 'Reference Search Results' }).getByRole('option');
    await results.filter({ hasText: name }).click();

    await expectOnScreen(page, page.getByRole('heading', { name, exact: true }));
    expect(opened.foreignRequests).toEqual([]);
    expect(opened.errors).toEqual([]);
  });

  test('shows the documentation of the operation that is clicked', async () => {
    await using server = await startServer();
    await using opened = await openPage(browser, `${server.baseUrl}/docs/api`);
    const { page } = opened;
    const name = 'Update a build status of a commit';

    await operationLink(page, name).click();

    const operation = page.getByRole('region', { name, exact: true });
    await expectOnScreen(page, operation.getByRole('heading', { name, exact: true }));
    await operation.getByText('Changes the members that are sent and leaves the others').waitFor();
    await operation.getByText('{key}', { exact: true }).waitFor();
    await operation.getByText('The key of the status, percent-encoded.').waitFor();
  });

  test('prepares a request that creates a status on this server, sends it, and shows the answer', async () => {
    await using server = await startServer();
    await using opened = await openPage(browser, `${server.baseUrl}/docs/api`);
    const { page } = opened;

    const client = await openRequest(page, 'Create a build status for a commit');
    await client.getByRole('button', { name: `Server: ${server.baseUrl}`, exact: true }).waitFor();
    const values = client.getByRole('row', { name: 'Required' }).getByRole('combobox', { name: 'Value' });
    expect(await values.allTextContents()).toEqual(['my-workspace', 'my-repo', documentedCommit]);
    const body = client.getByRole('region', { name: 'Request:' }).getByRole('textbox').filter({ hasText: '{' });
    expect(JSON.parse((await body.textContent()) ?? '')).toEqual(example);

    const answer = await send(client, '201 Created');
    expect(answer).toContain('"key": "MY-BUILD"');
    const stored = await call(buildUrl(server.baseUrl, { ...documented, key: example.key }));
    expect(stored.body).toMatchObject(example);
    expect(opened.foreignRequests).toEqual([]);
    expect(opened.errors).toEqual([]);
  });

  test.each(['List the statuses of a commit', 'Get a build status of a commit', 'Update a build status of a commit'])(
    'sends "%s" as it is prepared',
    async (name) => {
      await using server = await startServer();
      await call(buildUrl(server.baseUrl, documented), { method: 'POST', json: example });
      await using opened = await openPage(browser, `${server.baseUrl}/docs/api`);

      const client = await openRequest(opened.page, name);

      expect(await send(client, '200 OK')).toContain('"key": "MY-BUILD"');
      expect(opened.errors).toEqual([]);
    },
  );

  test('sends the access token that is typed in', async () => {
    using directory = createTemporaryDirectory();
    await using server = await startServer({ data: directory.path }, 'serve');
    await using opened = await openPage(browser, `${server.baseUrl}/docs/api`);

    const client = await openRequest(opened.page, 'Create a build status for a commit');
    await client.getByRole('textbox', { name: 'Password' }).fill(server.administratorToken ?? '');

    // Whoever may write is told that there is no such repository; anybody else would be asked for a token.
    expect(await send(client, '404 Not Found')).toContain('my-workspace/my-repo');
  });

  test('shows that an access token is wrong, without a window of the browser in between', async () => {
    using directory = createTemporaryDirectory();
    await using server = await startServer({ data: directory.path }, 'serve');
    await using opened = await openPage(browser, `${server.baseUrl}/docs/api`);

    const client = await openRequest(opened.page, 'Create a build status for a commit');
    await client.getByRole('textbox', { name: 'Password' }).fill('wrong');

    expect(await send(client, '401 Unauthorized')).toContain('Token is invalid');
  });

  test('offers nothing that needs the internet', async () => {
    await using server = await startServer();
    await using opened = await openPage(browser, `${server.baseUrl}/docs/api`);
    const { page } = opened;

    const client = await openRequest(page, 'Create a build status for a commit');
    await send(client, '201 Created');
    await client.getByRole('button', { name: 'Show sidebar' }).click();
    await client.getByRole('button', { name: 'Hide sidebar' }).waitFor();

    const links = await page.locator('a[href^="http"]').all();
    const addresses = await Promise.all(links.map((link) => link.getAttribute('href')));
    expect(addresses.filter((address) => !harmlessLinks.test(address ?? ''))).toEqual([]);
    const buttons = await page.getByRole('button', { includeHidden: true }).allTextContents();
    expect(buttons.filter((text) => /\b(?:AI|MCP|SDKs?|deploy|share|publish|open api client)\b/i.test(text))).toEqual(
      [],
    );
  });
});

function operationLink(page: Page, name: string): Locator {
  return page.getByRole('complementary').getByRole('link', { name });
}

async function openRequest(page: Page, name: string): Promise<Locator> {
  await operationLink(page, name).click();
  const operation = page.getByRole('region', { name, exact: true });
  await operation.getByRole('button', { name: 'Test Request' }).click();
  return page.getByRole('dialog', { name: 'API Client' });
}

/** Sends the prepared request, waits for an answer with that status, and gives the start of its body. */
async function send(client: Locator, status: string): Promise<string> {
  await client.getByRole('button', { name: /^Send \w+ request to/ }).click();
  const response = client.getByRole('region', { name: 'Response' });
  await response.getByRole('link', { name: status, exact: true }).waitFor();
  return (await response.getByRole('textbox').textContent()) ?? '';
}

/** Long pages scroll before they show what was asked for. */
async function expectOnScreen(page: Page, element: Locator): Promise<void> {
  const height = page.viewportSize()?.height ?? 0;
  await expect
    .poll(async () => (await element.boundingBox())?.y ?? -1, { timeout: 10_000 })
    .toSatisfy((y: number) => y >= 0 && y < height);
}
