import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { call } from '../support/call.ts';
import { addRepository } from '../support/describe-stores.ts';
import { type SigningInServer, startSigningIn } from '../support/start-signing-in.ts';
import { WebBrowser } from '../support/web-browser.ts';

const commit = 'e'.repeat(40);
const script = '<script>alert(1)</script>';

let server: SigningInServer;
let administrator: WebBrowser;

beforeAll(async () => {
  server = await startSigningIn();
  await addRepository(server.store, 'widgets', { settings: { isPrivate: true } });
  administrator = await signedIn('administrator', server.administratorToken ?? '');
  const headers = { authorization: `Bearer ${server.administratorToken}` };
  const url = `${server.baseUrl}/2.0/repositories/acme/widgets/commit/${commit}/statuses/build`;
  for (const key of Array.from({ length: 51 }, (_, index) => `build-${index}`).concat(script)) {
    const { status } = await call(url, { method: 'POST', json: { key, state: 'FAILED' }, headers });
    expect(status).toBe(201);
  }
});
afterAll(() => server[Symbol.asyncDispose]());

async function signedIn(name: string, secret: string): Promise<WebBrowser> {
  const browser = new WebBrowser(server.baseUrl);
  expect((await browser.signIn(name, secret)).status).toBe(303);
  return browser;
}

function linkIn(html: string, text: string): string | undefined {
  return new RegExp(`<a href="([^"]*)">${text}</a>`).exec(html)?.[1]?.replaceAll('&amp;', '&');
}

describe('the page of the audit', () => {
  test('shows administrators who signed in, and is linked for them', async () => {
    expect((await administrator.get('/site/account')).body).toContain('href="/site/audit"');

    const { status, headers, body } = await administrator.get('/site/audit?action=session.created');

    expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(body).toContain('<code>session.created</code> administrator');
    expect(body).toContain('from 127.0.0.1');
    expect(body).not.toContain('status.created</code>');
    expect(body).not.toContain('sbx_');
  });

  test('shows what was done in a repository, page by page, as text', async () => {
    const first = (await administrator.get('/site/audit?repository=acme/widgets')).body;
    const older = (await administrator.get(linkIn(first, 'Older') ?? '')).body;

    expect(first).toContain('&lt;script>alert(1)');
    expect(first + older).not.toContain('<script>');
    expect(first.match(/<code>status\.created<\/code>/g)).toHaveLength(50);
    expect(older).toContain('build-0');
    expect([linkIn(older, 'Older'), linkIn(older, 'Newer')]).toEqual([undefined, expect.stringContaining('page=1')]);
    expect((await administrator.get(linkIn(older, 'Newer') ?? '')).body).toContain('build-50');
  });

  test('shows what one account did, and says so when that is nothing', async () => {
    expect((await administrator.get('/site/audit?repository=acme/widgets&account=administrator')).body).toContain(
      'build-50',
    );
    expect((await administrator.get('/site/audit?account=nobody')).body).toContain('There is nothing like that.');
  });

  test('is for nobody who does not administer what it tells of', async () => {
    const joe = await server.addAccount({ name: 'joe' });
    const browser = await signedIn('joe', (await server.addToken(joe)).secret);

    expect((await browser.get('/site/account')).body).not.toContain('/site/audit');
    expect((await browser.get('/site/audit')).status).toBe(403);
    expect((await browser.get('/site/audit?repository=acme/widgets')).status).toBe(404);
    const { status, headers } = await new WebBrowser(server.baseUrl).get('/site/audit?action=x');
    expect([status, headers.get('location')]).toEqual([303, '/site/sign-in?next=%2Fsite%2Faudit%3Faction%3Dx']);
  });

  test.each([
    ['repository=acme', 400],
    ['repository=no/such', 404],
    ['repository=../../x', 400],
    ['action=x&page=0&account=', 200],
    ['page=999999', 200],
    ['page=1e9&action=a&action=b', 200],
    ['__proto__=x&constructor=y', 200],
  ])('answers %s with %s', async (query, status) => {
    expect((await administrator.get(`/site/audit?${query}`)).status).toBe(status);
  });
});
