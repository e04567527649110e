import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { basic, call } from '../support/call.ts';
import { oidcClient, type RunningProvider, startProvider } from '../support/start-provider.ts';
import { startServer } from '../support/start-server.ts';
import { type SigningInServer, startSigningIn } from '../support/start-signing-in.ts';
import { WebBrowser } from '../support/web-browser.ts';

let provider: RunningProvider;
let server: SigningInServer;
let people = 0;

beforeAll(async () => {
  provider = await startProvider();
  server = await startSigningIn({ oidcIssuer: provider.issuer, ...oidcClient, logLevel: 'silent' });
  provider.serve(server.baseUrl);
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await provider[Symbol.asyncDispose]();
});
beforeEach(() => {
  people += 1;
  provider.letsIn = true;
  provider.person = { sub: `person-${people}` };
});

const start = '/site/oidc/start';

function cookieOf(browser: WebBrowser): string {
  return browser.cookies.get('signalbox-provider') ?? '';
}

/** Who the server takes the browser for. */
async function nameOf(browser: WebBrowser): Promise<string | undefined> {
  const { body } = await browser.get('/site/account');
  return /<code title="name">([^<]*)</.exec(body)?.[1];
}

async function signIn(path = start): Promise<WebBrowser> {
  const browser = new WebBrowser(server.baseUrl);
  const answer = await browser.follow(await browser.get(path));
  expect(answer.status).toBeLessThan(500);
  return browser;
}

/** Goes to the provider and comes back, but not in: gives the address that the provider sends the browser to. */
async function comeBack(browser: WebBrowser): Promise<string> {
  let answer = await browser.get(start);
  let location = answer.headers.get('location') ?? '';
  while (!location.startsWith(server.baseUrl)) {
    answer = await browser.get(location);
    location = new URL(answer.headers.get('location') ?? '', location).href;
  }
  return location;
}

describe('signing in by a provider', () => {
  test('is offered by name, and leads to where somebody came from', async () => {
    provider.person = { sub: 'jane', email: 'Jane@Example.org', email_verified: true, name: 'Jane Doe' };
    const { body } = await call(`${server.baseUrl}/site/sign-in?next=%2Fsite%2Faccount%3Fx`);
    expect(body).toContain(`Sign in with ${new URL(provider.issuer).host}`);

    const browser = await signIn(/href="(\/site\/oidc[^"]*)"/.exec(body)?.[1] ?? '');

    expect(browser.visited.at(-1)).toBe(`${server.baseUrl}/site/account?x`);
    expect(await nameOf(browser)).toBe('jane');
    const account = await server.store.accounts.findAccount('jane@example.org');
    expect(account).toMatchObject({ kind: 'user', name: 'jane', displayName: 'Jane Doe', isActive: true });
    expect(await server.store.accounts.listPermissions(account?.id ?? 0)).toEqual([]);
  });

  test('is asked for with PKCE, a state and a nonce, each time others', async () => {
    const asked = await Promise.all(
      [1, 2].map(async () => new URL((await new WebBrowser(server.baseUrl).get(start)).headers.get('location') ?? '')),
    );

    for (const { searchParams } of asked) {
      expect(Object.fromEntries(searchParams)).toEqual({
        client_id: 'signalbox',
        response_type: 'code',
        redirect_uri: `${server.baseUrl}/site/oidc/callback`,
        scope: 'openid profile email',
        state: expect.stringMatching(/^[\w-]{43}$/),
        nonce: expect.stringMatching(/^[\w-]{43}$/),
        code_challenge: expect.stringMatching(/^[\w-]{43}$/),
        code_challenge_method: 'S256',
      });
    }
    for (const name of ['state', 'nonce', 'code_challenge']) {
      expect(asked[0]?.searchParams.get(name)).not.toBe(asked[1]?.searchParams.get(name));
    }
  });

  test('keeps what it must remember out of reach of scripts, and not for long', async () => {
    const { headers } = await new WebBrowser(server.baseUrl).get(start);

    expect(headers.getSetCookie()).toEqual([
      expect.stringMatching(/^signalbox-provider=[\w-]+; Max-Age=900; Path=\/; HttpOnly; SameSite=Lax$/),
    ]);
  });

  test('finds the same account again, whatever else has changed, also by another server', async () => {
    const { sub } = provider.person;
    provider.person = { sub, preferred_username: 'moved', name: 'Before' };
    await signIn();
    provider.person = { sub, preferred_username: 'other', name: 'After', email: 'moved@example.org' };

    expect(await nameOf(await signIn())).toBe('moved');

    await using other = await startServer(
      { ...server.storeFlags, publicUrl: server.baseUrl, oidcIssuer: provider.issuer, ...oidcClient },
      'serve',
    );
    const browser = new WebBrowser(other.baseUrl);
    const back = await comeBack(browser);
    await browser.get(back.replace(server.baseUrl, other.baseUrl));
    expect(await nameOf(browser)).toBe('moved');
  });

  test('gives each a name of their own that may be one', async () => {
    provider.person = { sub: 'twin-1', preferred_username: 'Twin <b>' };
    const first = await nameOf(await signIn());
    provider.person = { sub: 'twin-2', preferred_username: 'twin-b' };
    const second = await nameOf(await signIn());

    expect([first, second]).toEqual(['twin-b', expect.stringMatching(/^twin-b-\d+$/)]);
  });

  test('makes one account of somebody who comes by many ways at once', async () => {
    provider.person = { sub: 'hasty', preferred_username: 'hasty' };

    const names = await Promise.all(Array.from({ length: 5 }, async () => nameOf(await signIn())));

    expect(new Set(names)).toEqual(new Set(['hasty']));
  });

  test('shows a name as text', async () => {
    provider.person = {
      sub: 'xss',
      name: '<script>alert(1)</script>',
      email: 'a@x.org"><script>',
      email_verified: true,
    };

    const { body } = await (await signIn()).get('/site/account');

    expect(body).toContain('&lt;script>alert(1)');
    expect(body).not.toContain('<script>');
  });
});

describe('an account that there is already', () => {
  test('is taken over by a verified address, once', async () => {
    await server.addAccount({ name: 'linked', email: 'linked@example.org' });
    provider.person = { sub: 'linked-1', email: 'Linked@example.org', email_verified: true };

    expect(await nameOf(await signIn())).toBe('linked');
    provider.person = { ...provider.person, sub: 'linked-2', preferred_username: 'second' };
    expect(await nameOf(await signIn())).toBe('second');
    expect((await server.store.accounts.findAccount('second'))?.email).toBeUndefined();
  });

  test.each([
    ['an address that is not verified', { email_verified: false }],
    ['an address of which it is not said', {}],
  ])('is not taken over by %s', async (_, verified) => {
    const name = `victim${people}`;
    await server.addAccount({ name, email: `${name}@example.org` });
    provider.person = { ...provider.person, email: `${name}@example.org`, preferred_username: 'thief', ...verified };

    expect(await nameOf(await signIn())).toMatch(/^thief/);
    expect((await server.store.accounts.findAccount(`${name}@example.org`))?.name).toBe(name);
  });

  test('is not taken over by the address of a service, and lets nobody have its name', async () => {
    await server.addAccount({ name: 'robot', kind: 'service', email: 'robot@example.org' });
    provider.person = { ...provider.person, email: 'robot@example.org', email_verified: true };

    expect(await nameOf(await signIn())).toMatch(/^robot-\d+$/);
  });

  test('keeps out who was shut out, however they come', async () => {
    const shut = await server.addAccount({ name: 'shut', email: 'shut@example.org' });
    await server.store.accounts.changeAccount({ accountId: shut.id, isActive: false });
    provider.person = { ...provider.person, email: 'shut@example.org', email_verified: true };
    const browser = new WebBrowser(server.baseUrl);

    const { status, body } = await browser.follow(await browser.get(start));

    expect([status, await nameOf(browser)]).toEqual([403, undefined]);
    expect(body).toContain('not active');
  });
});

describe('whoever comes back', () => {
  test('without having been sent, or with another state, does not come in', async () => {
    const [browser, victim, other] = [1, 2, 3].map(() => new WebBrowser(server.baseUrl)) as [
      WebBrowser,
      WebBrowser,
      WebBrowser,
    ];
    const back = await comeBack(browser);
    await other.get(start);

    for (const [visitor, url] of [
      [victim, back],
      [other, back],
      [browser, back.replace(/state=[^&]*/, `state=${'x'.repeat(43)}`)],
      [victim, '/site/oidc/callback'],
    ] as const) {
      const { status, body } = await visitor.get(url);
      expect([status, await nameOf(visitor)]).toEqual([403, undefined]);
      expect(body).toContain('Sign in once more.');
    }
  });

  test('a second time, with the same code, does not come in', async () => {
    const browser = new WebBrowser(server.baseUrl);
    const back = await comeBack(browser);
    const kept = cookieOf(browser);
    expect((await browser.get(back)).status).toBe(303);
    expect(browser.cookies.has('signalbox-provider')).toBe(false);
    const again = new WebBrowser(server.baseUrl);
    again.cookies.set('signalbox-provider', kept);

    const { status, body } = await again.get(back);

    expect([status, await nameOf(again)]).toEqual([403, undefined]);
    expect(body).toContain('has been used');
  });

  test('with the code of somebody else, does not come in as them', async () => {
    const [thief, victim] = [new WebBrowser(server.baseUrl), new WebBrowser(server.baseUrl)];
    const stolen = new URL(await comeBack(victim)).searchParams.get('code') ?? '';
    const own = new URL(await comeBack(thief));
    own.searchParams.set('code', stolen);

    expect([(await thief.get(own.href)).status, await nameOf(thief)]).toEqual([403, undefined]);
  });

  test('with a cookie that we have not written does not come in', async () => {
    for (const value of [
      '',
      'x',
      Buffer.from('{"state":1}').toString('base64url'),
      Buffer.from('null').toString('base64url'),
    ]) {
      const browser = new WebBrowser(server.baseUrl);
      browser.cookies.set('signalbox-provider', value);
      expect((await browser.get('/site/oidc/callback?state=1&code=x')).status).toBe(403);
    }
  });

  test('and was not let in, is told what the provider said', async () => {
    provider.letsIn = false;
    const browser = new WebBrowser(server.baseUrl);

    const { status, body } = await browser.follow(await browser.get(start));

    expect([status, await nameOf(browser)]).toEqual([403, undefined]);
    expect(body).toContain('Not &lt;b>you&lt;/b>');
  });

  test.each(['//evil.example', 'https://evil.example', '/\\evil.example'])('is never sent on to %s', async (next) => {
    const browser = await signIn(`${start}?next=${encodeURIComponent(next)}`);

    expect(browser.visited.at(-1)).toBe(`${server.baseUrl}/`);
  });

  test('gets a session of their own, whatever the browser had before', async () => {
    const browser = new WebBrowser(server.baseUrl);
    browser.cookies.set('signalbox-session', 'A'.repeat(43));
    await browser.follow(await browser.get(start));

    expect(browser.cookies.get('signalbox-session')).toMatch(/^(?!A{43})[\w-]{43}$/);
  });
});

test('no head is asked for in place of a visit', async () => {
  for (const path of [start, '/site/oidc/callback']) {
    expect((await fetch(`${server.baseUrl}${path}`, { method: 'HEAD' })).status).toBe(404);
  }
});

test('wrong credentials of another kind are no way around', async () => {
  const headers = { authorization: basic('jane', 'wrong'), accept: 'text/html' };

  expect((await call(`${server.baseUrl}${start}`, { headers })).status).toBe(401);
});
