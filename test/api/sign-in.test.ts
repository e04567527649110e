import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Account } from '../../src/domain/account.ts';
import { call } from '../support/call.ts';
import { addRepository } from '../support/describe-stores.ts';
import { startServer } from '../support/start-server.ts';
import { type SigningInServer, startSigningIn } from '../support/start-signing-in.ts';
import { hiddenFields, WebBrowser } from '../support/web-browser.ts';

const password = 'correct horse battery';
const email = 'jane@example.org';
const commit = 'e'.repeat(40);

let server: SigningInServer;
let jane: Account;
let janesToken: string;

beforeAll(async () => {
  server = await startSigningIn();
  const permissions = [{ level: 'read', place: { kind: 'server' } }] as const;
  jane = await server.addAccount({ email, permissions }, password);
  janesToken = (await server.addToken(jane)).secret;
  await addRepository(server.store, 'secret', { settings: { isPrivate: true } });
});
afterAll(() => server[Symbol.asyncDispose]());

/** With the token, because a password takes its time. */
async function signedIn(
  { baseUrl }: { readonly baseUrl: string } = server,
  name = 'jane',
  secret = janesToken,
): Promise<WebBrowser> {
  const browser = new WebBrowser(baseUrl);
  expect((await browser.signIn(name, secret)).status).toBe(303);
  return browser;
}

/** Whether the server knows who it is. */
async function isSignedIn(browser: WebBrowser): Promise<boolean> {
  return (await browser.get('/site/account')).status === 200;
}

describe('signing in', () => {
  test.each([
    ['the name', () => 'jane', () => password],
    ['the name in another case, with spaces around it', () => ' Jane ', () => password],
    ['the e-mail address', () => 'Jane@Example.org', () => password],
  ])('takes a password with %s, and leads to where somebody came from', async (_, name, secret) => {
    const browser = new WebBrowser(server.baseUrl);

    const { status, headers } = await browser.signIn(name(), secret(), '/acme/widgets/commits/abc?x=1');

    expect([status, headers.get('location')]).toEqual([303, '/acme/widgets/commits/abc?x=1']);
    expect((await browser.get('/site/account')).body).toContain('<h1>Jane</h1>');
  });

  test('takes an access token, of a service, too', async () => {
    const ci = await server.addAccount({ name: 'ci', displayName: 'CI', kind: 'service' });
    const { secret } = await server.addToken(ci);
    const browser = new WebBrowser(server.baseUrl);

    expect((await browser.signIn('ci', secret)).status).toBe(303);
    expect((await browser.get('/site/account')).body).toContain('with an access token');
  });

  test('shows what is private to those who may see it, and to nobody else', async () => {
    const page = `/acme/secret/commits/${commit}`;

    const hidden = await new WebBrowser(server.baseUrl).get(page);
    const shown = await (await signedIn()).get(page);

    expect(hidden.status).toBe(404);
    expect(hidden.body).toContain(`href="/site/sign-in?next=${encodeURIComponent(page)}"`);
    expect([shown.status, shown.headers.get('cache-control')]).toEqual([200, 'no-store']);
  });

  test('is refused in the same words for a wrong password, an unknown name, and everything else', async () => {
    const joe = await server.addAccount({ name: 'joe' }, password);
    const inactive = await server.addAccount({ name: 'gone' }, password);
    await server.store.accounts.changeAccount({ accountId: inactive.id, isActive: false });
    const { secret } = await server.addToken(joe);
    const expired = await server.addToken(jane, { expiresOn: 2 });
    const consumer = await server.addToken(jane, { kind: 'consumer' });
    const pages = new Set<string>();
    for (const [name, wrong] of [
      ['jane', 'wrong'],
      ['jane', ''],
      ['jane', `${password} `],
      ['nobody', password],
      ['gone', password],
      ['', ''],
      ['jane', secret],
      ['jane', expired.secret],
      ['jane', consumer.secret],
      ['jane\0', password],
      ["jane' or '1'='1", password],
      ['{00000000-0000-0000-0000-000000000000}', password],
    ] as const) {
      const browser = new WebBrowser(server.baseUrl);
      const { status, body, headers } = await browser.signIn(name, wrong);
      expect([status, headers.get('www-authenticate'), await isSignedIn(browser)], name).toEqual([403, null, false]);
      pages.add(body.replace(/ value(="[^"]*")?/g, ''));
    }

    expect(pages.size).toBe(1);
    expect([...pages][0]).toContain('do not go together');
  });

  test.each(['//evil.example', '/\\evil.example', 'https://evil.example', '/.//evil.example', 'javascript:alert(1)'])(
    'never leads to %s',
    async (next) => {
      const browser = new WebBrowser(server.baseUrl);
      const typed = { name: 'jane', secret: janesToken, next };

      expect(hiddenFields((await browser.get(`/site/sign-in?next=${encodeURIComponent(next)}`)).body).next).toBe('/');
      const answer = await browser.submit('/site/sign-in', '/site/sign-in', typed);
      expect([answer.status, answer.headers.get('location')]).toEqual([303, '/']);
    },
  );

  test('shows what was typed as text', async () => {
    const { body } = await new WebBrowser(server.baseUrl).signIn('"><script>alert(1)</script>', 'wrong');

    expect(body).toContain('value="&quot;>&lt;script>');
    expect(body).not.toContain('<script>');
  });
});

describe('the cookie of a session', () => {
  test('is out of reach of scripts and other sites, holds 256 bits, and ends', async () => {
    const browser = new WebBrowser(server.baseUrl);

    const { headers } = await browser.signIn('jane', password);

    const [line = ''] = headers.getSetCookie().filter((cookie) => cookie.startsWith('signalbox-session='));
    expect(line).toMatch(/^signalbox-session=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/);
  });

  test.each([
    ['--public-url https://…', { publicUrl: 'https://builds.example' }, {}],
    ['--behind-proxy', { behindProxy: true, trustedProxies: 'loopback' }, {}],
    ['a trusted proxy that was reached by TLS', { trustedProxies: 'loopback' }, { 'x-forwarded-proto': 'https' }],
  ])('is for TLS alone, and for this host, with %s', async (_, flags, headers) => {
    await using behind = await startServer({ ...server.storeFlags, ...flags }, 'serve');
    const browser = new WebBrowser(behind.baseUrl, headers);

    const answer = await browser.signIn('jane', janesToken);

    for (const line of answer.headers.getSetCookie()) expect(line).toMatch(/^__Host-signalbox-.*; Path=\/; .*Secure/);
    expect(await isSignedIn(browser)).toBe(true);
    browser.cookies.set('signalbox-session', browser.cookies.get('__Host-signalbox-session') ?? '');
    browser.cookies.delete('__Host-signalbox-session');
    expect(await isSignedIn(browser)).toBe(false);
  });

  test('is plain when somebody who is not trusted speaks of TLS', async () => {
    const browser = new WebBrowser(server.baseUrl, { 'x-forwarded-proto': 'https' });

    const { headers } = await browser.signIn('jane', janesToken);

    expect(headers.getSetCookie().join()).not.toMatch(/__Host-|Secure/);
  });

  test('is a new one each time, whatever the browser had before', async () => {
    const browser = new WebBrowser(server.baseUrl);
    const fixed = 'A'.repeat(43);
    browser.cookies.set('signalbox-session', fixed);

    await browser.signIn('jane', janesToken);
    const first = browser.cookies.get('signalbox-session') ?? '';
    await browser.signIn('jane', janesToken);

    expect(new Set([fixed, first, browser.cookies.get('signalbox-session')]).size).toBe(3);
    for (const earlier of [fixed, first]) {
      const other = new WebBrowser(server.baseUrl);
      other.cookies.set('signalbox-session', earlier);
      expect(await isSignedIn(other)).toBe(false);
    }
  });

  test('is nothing to the API', async () => {
    const browser = await signedIn();
    const api = '/2.0/repositories/acme/secret';

    expect((await browser.get(api)).status).toBe(404);
    for (const path of ['/2.0/user', '/%32.0/user', '/2%2e0/user', '/2.0//user/', '/api/2.0/user']) {
      expect([path, (await browser.get(path)).status]).toEqual([path, 401]);
    }
    for (const path of ['/%73ignalbox/1/tokens', '/signalbox/1/tokens', '/site%2foauth2/access_token']) {
      const { status } = await browser.post(path, { account: 'jane', scopes: 'repository' });
      expect([path, status]).toEqual([path, expect.toBeOneOf([401, 404])]);
    }
    const write = await browser.send(`${api}/commit/${commit}/statuses/build`, { method: 'POST', json: { key: 'k' } });
    expect(write.status).toBe(401);
    const token = await browser.post('/site/oauth2/access_token', { grant_type: 'client_credentials' });
    expect(token.status).toBe(401);
  });

  test.each(['', 'x', 'A'.repeat(43), '%00', '"'])('that holds %j is nobody’s, and no error', async (value) => {
    const { status, body } = await call(`${server.baseUrl}/`, {
      headers: { cookie: `signalbox-session=${value}`, accept: 'text/html' },
    });

    expect(status).toBe(200);
    expect(body).toContain('>Sign in</a>');
  });
});

describe('a session ends', () => {
  test('by signing out, for whoever kept the cookie, too', async () => {
    const browser = await signedIn();
    const kept = browser.cookies.get('signalbox-session') ?? '';

    const { status, headers } = await browser.submit('/', '/site/sign-out');

    expect([status, headers.get('location')]).toEqual([303, '/']);
    expect(browser.cookies.has('signalbox-session')).toBe(false);
    browser.cookies.set('signalbox-session', kept);
    expect(await isSignedIn(browser)).toBe(false);
  });

  test('by signing out everywhere, on every server', async () => {
    await using other = await startServer(server.storeFlags, 'serve');
    const max = await server.addAccount({ name: 'max' });
    const [here, there] = [await signedIn(), await signedIn(other)];
    const stranger = await signedIn(server, 'max', (await server.addToken(max)).secret);

    await here.submit('/site/account', '/site/sign-out-everywhere');

    expect([await isSignedIn(here), await isSignedIn(there), await isSignedIn(stranger)]).toEqual([false, false, true]);
  });

  test('with its token, and with its account', async () => {
    const zoe = await server.addAccount({ name: 'zoe' }, password);
    const { secret, token } = await server.addToken(zoe);
    const [byToken, byPassword] = [new WebBrowser(server.baseUrl), new WebBrowser(server.baseUrl)];
    await byToken.signIn('zoe', secret);
    await byPassword.signIn('zoe', password);
    expect([await isSignedIn(byToken), await isSignedIn(byPassword)]).toEqual([true, true]);

    await server.store.accessTokens.revokeAccessToken({ uuid: token.uuid, at: 5 });

    expect([await isSignedIn(byToken), await isSignedIn(byPassword)]).toEqual([false, true]);
    await server.store.accounts.changeAccount({ accountId: zoe.id, isActive: false });
    expect(await isSignedIn(byPassword)).toBe(false);
  });

  test('when its time is over, and when that of its token is', async () => {
    const hour = 3_600_000_000;
    const day = 24 * hour;
    let now = 1000 * day;
    await using later = await startServer(server.storeFlags, 'serve', { clock: { now: () => ++now } });
    const { secret } = await server.addToken(jane, { expiresOn: now + hour });
    const [byToken, byPassword] = [new WebBrowser(later.baseUrl), new WebBrowser(later.baseUrl)];
    await byToken.signIn('jane', secret);
    await byPassword.signIn('jane', password);
    expect([await isSignedIn(byToken), await isSignedIn(byPassword)]).toEqual([true, true]);

    now += hour;
    expect([await isSignedIn(byToken), await isSignedIn(byPassword)]).toEqual([false, true]);
    now += 30 * day;
    expect(await isSignedIn(byPassword)).toBe(false);
  });
});

test('who signed in and out, by what and from where, is written down, and who tried to', async () => {
  const amy = await server.addAccount({ name: 'amy' });
  const { secret, token } = await server.addToken(amy);
  await new WebBrowser(server.baseUrl).signIn('amy', 'not-the-password');
  await new WebBrowser(server.baseUrl).signIn('nobody-amy', 'typed-into-the-wrong-field');
  await (await signedIn(server, 'amy', secret)).submit('/', '/site/sign-out');
  await (await signedIn(server, 'amy', secret)).submit('/site/account', '/site/sign-out-everywhere');

  const events = await server.store.audit.listAuditEvents({ offset: 0, limit: 1000 });

  const ofAmy = events.filter(({ subject }) => subject === 'amy').toReversed();
  const account = { uuid: amy.uuid, name: 'amy' };
  const byToken = { account, tokenUuid: token.uuid, address: '127.0.0.1' };
  expect(ofAmy).toMatchObject([
    { action: 'signin.failed', account: undefined, address: '127.0.0.1' },
    { action: 'session.created', details: { by: 'token' }, ...byToken },
    { action: 'session.ended', ...byToken },
    { action: 'session.created', details: { by: 'token' }, ...byToken },
    { action: 'session.ended', details: { everywhere: true }, ...byToken },
  ]);
  for (const typed of ['not-the-password', 'nobody-amy', 'typed-into-the-wrong-field', secret]) {
    expect(JSON.stringify(events)).not.toContain(typed);
  }
});

describe('a form counts only from a page that was made for its sender', () => {
  test('so one to sign in with needs the cookie of its page', async () => {
    const [browser, other] = [new WebBrowser(server.baseUrl), new WebBrowser(server.baseUrl)];
    const { form_token = '' } = hiddenFields((await browser.get('/site/sign-in')).body);
    await other.get('/site/sign-in');
    const typed = { name: 'jane', secret: janesToken };

    for (const [sender, form] of [
      [browser, typed],
      [browser, { ...typed, form_token: '' }],
      [browser, { ...typed, form_token: `${form_token}x` }],
      [browser, { ...typed, form_token: [...form_token].toReversed().join('') }],
      [other, { ...typed, form_token }],
      [new WebBrowser(server.baseUrl), { ...typed, form_token }],
    ] as const) {
      const { status, body } = await sender.post('/site/sign-in', form);
      expect([status, await isSignedIn(sender)]).toEqual([403, false]);
      expect(body).toContain('This form is out of date');
    }
    expect((await browser.post('/site/sign-in', { ...typed, form_token })).status).toBe(303);
  });

  test.each(['/site/sign-out', '/site/sign-out-everywhere'])('so %s needs the token of this session', async (path) => {
    const [browser, other] = [await signedIn(), await signedIn()];
    const { form_token = '' } = hiddenFields((await other.get('/')).body);

    for (const form of [{}, { form_token: '' }, { form_token: 'AAAA' }, { form_token }]) {
      expect((await browser.post(path, form)).status).toBe(403);
    }
    expect(await isSignedIn(browser)).toBe(true);
  });

  test('and never from a page of another site', async () => {
    const browser = await signedIn();
    const form = hiddenFields((await browser.get('/')).body);

    for (const headers of [
      { origin: 'https://evil.example' },
      { 'sec-fetch-site': 'cross-site' },
      { origin: 'null' },
    ]) {
      expect((await browser.send('/site/sign-out', { method: 'POST', form, headers })).status).toBe(403);
    }
    expect(await isSignedIn(browser)).toBe(true);
  });

  test('and asks whoever is signed in no more to sign in', async () => {
    const { status, headers } = await new WebBrowser(server.baseUrl).post('/site/sign-out', {});

    expect([status, headers.get('location')]).toEqual([303, '/site/sign-in']);
  });
});

describe('what stands around each page', () => {
  test('is a way in for strangers, and a way out for those who are in', async () => {
    const stranger = (await new WebBrowser(server.baseUrl).get('/')).body;
    const own = (await (await signedIn()).get('/')).body;

    expect(stranger).toContain('<a href="/site/sign-in">Sign in</a>');
    expect(own).toContain('href="/site/account"');
    expect(own).toContain('action="/site/sign-out"');
    expect(own).not.toContain('Sign in');
  });

  test('is nothing of either in development', async () => {
    await using dev = await startServer();

    expect((await call(`${dev.baseUrl}/`)).body).not.toContain('Sign in');
    expect((await call(`${dev.baseUrl}/site/sign-in`)).status).toBe(404);
  });

  test('is there on an error, too, and on one that comes before anybody was asked who they are', async () => {
    const browser = await signedIn();

    const [missing, broken] = [await browser.get('/no/such'), await browser.get('/%E0%A4%A')];

    expect([missing.status, missing.headers.get('cache-control')]).toEqual([404, 'no-store']);
    expect(missing.body).toContain('action="/site/sign-out"');
    expect([broken.status, broken.headers.get('content-type')]).toEqual([400, 'text/html; charset=utf-8']);
  });

  test('shows a name as text, whatever it is', async () => {
    const displayName = '<img src=x onerror=alert(1)>"\'';
    const { secret } = await server.addToken(await server.addAccount({ name: 'xss', displayName }));
    const browser = await signedIn(server, 'xss', secret);

    for (const path of ['/', '/site/account', '/no/such']) {
      const { body } = await browser.get(path);
      expect(body).toContain('&lt;img src=x');
      expect(body).not.toContain('<img src=x');
    }
  });
});
