import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openAdministration } from '../../src/server/open-administration.ts';
import { buildUrl, statusesUrl } from '../support/addresses.ts';
import { launchChromium, openPage } from '../support/chromium.ts';
import { type RunningServer, startServer } from '../support/start-server.ts';
import { createTemporaryDirectory } from '../support/temporary-directory.ts';

const opened = new AsyncDisposableStack();
let browser: Browser;
let serve: RunningServer;
let dev: RunningServer;
let otherSite: string;

beforeAll(async () => {
  browser = opened.adopt(await launchChromium(), (launched) => launched.close());
  const dataDirectory = opened.use(createTemporaryDirectory()).path;
  serve = opened.use(await startServer({ data: dataDirectory }, 'serve'));
  dev = opened.use(await startServer());
  await using administration = await openAdministration({ kind: 'sqlite', dataDirectory });
  await administration.addRepository({ address: { workspace: 'acme', slug: 'widgets' } });
  otherSite = await startOtherSite();
});
afterAll(() => opened.disposeAsync());

/** A page that may do whatever it likes, on an origin of its own. */
async function startOtherSite(): Promise<string> {
  const server = opened.adopt(
    createServer((_request, answer) => answer.setHeader('content-type', 'text/html').end('<title>Dashboard</title>')),
    (started) => void started.close(),
  );
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

interface Init {
  method?: string;
  body?: string;
  headers?: Record<string, string>;
  credentials?: 'include';
}

interface Sent {
  readonly url: string;
  readonly init?: Init;
}

/** What a script of the other site gets to see of an answer. */
async function fetchFromOtherSite(sent: Sent) {
  await using page = await openPage(browser, otherSite);
  return await page.page.evaluate(async ({ url, init }: Sent) => {
    try {
      const answer = await fetch(url, init);
      return { status: answer.status, location: answer.headers.get('location'), body: await answer.json() };
    } catch {
      return 'the browser let nothing through';
    }
  }, sent);
}

function write(authorization: string | undefined, init: Init = {}): Init {
  return {
    method: 'POST',
    body: JSON.stringify({ key: 'ci', state: 'FAILED' }),
    headers: { 'content-type': 'application/json', ...(authorization && { authorization }) },
    ...init,
  };
}

describe('a page of another origin', () => {
  test('reads what everybody may read, and the errors', async () => {
    const url = statusesUrl(serve.baseUrl, { commit: 'f'.repeat(40) });

    expect(await fetchFromOtherSite({ url })).toMatchObject({ status: 200, body: { values: [] } });
    expect(await fetchFromOtherSite({ url: `${url}?pagelen=101` })).toMatchObject({
      status: 400,
      body: { error: { message: 'Invalid pagelen' } },
    });
  });

  test('writes with a token of its own, and sees where', async () => {
    const url = buildUrl(serve.baseUrl);

    const answer = await fetchFromOtherSite({ url, init: write(`Bearer ${serve.administratorToken}`) });

    expect(answer).toMatchObject({ status: 201, location: expect.stringMatching(/^\/2\.0\/.*\/build\/ci$/) });
    expect(await fetchFromOtherSite({ url, init: write('Bearer wrong') })).toMatchObject({ status: 401 });
    expect(await fetchFromOtherSite({ url, init: write(undefined) })).toMatchObject({ status: 403 });
  });

  test('is never lent the credentials that the browser remembers', async () => {
    const url = buildUrl(serve.baseUrl);
    const init = write(undefined, { credentials: 'include' });

    expect(await fetchFromOtherSite({ url, init })).toBe('the browser let nothing through');
    expect(await fetchFromOtherSite({ url: statusesUrl(serve.baseUrl), init: { credentials: 'include' } })).toBe(
      'the browser let nothing through',
    );
  });

  test('writes in development when it is of this machine itself, but not as a form', async () => {
    const url = buildUrl(dev.baseUrl);
    const form = write(undefined, { headers: { 'content-type': 'text/plain' } });

    expect(await fetchFromOtherSite({ url, init: write(undefined) })).toMatchObject({ status: 201 });
    expect(await fetchFromOtherSite({ url, init: form })).toMatchObject({ status: 403 });
  });
});
