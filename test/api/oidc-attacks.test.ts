import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Answer } from '../support/call.ts';
import { encode, type HostileProvider, startHostileProvider } from '../support/start-hostile-provider.ts';
import { type LocalServer, oidcClient, startLocalServer } from '../support/start-provider.ts';
import { type RunningServer, startServer } from '../support/start-server.ts';
import { createTemporaryDirectory } from '../support/temporary-directory.ts';
import { WebBrowser } from '../support/web-browser.ts';

let parts: AsyncDisposableStack;
let provider: HostileProvider;
/** Something that only this machine can reach. */
let inner: LocalServer;
let server: RunningServer;
let browser: WebBrowser;

beforeEach(async () => {
  parts = new AsyncDisposableStack();
  provider = parts.use(await startHostileProvider());
  inner = parts.use(await startLocalServer());
  const { path: data } = parts.use(createTemporaryDirectory());
  const flags = { data, oidcIssuer: provider.origin, ...oidcClient, logLevel: 'silent' };
  server = parts.use(await startServer(flags, 'serve'));
  browser = new WebBrowser(server.baseUrl);
});
afterEach(() => parts.disposeAsync());

/** Is sent to the provider, and comes back with a code. */
async function signIn(): Promise<Answer> {
  const sent = await browser.get('/site/oidc/start');
  if (sent.status !== 303) return sent;
  const asked = new URL(sent.headers.get('location') ?? '').searchParams;
  provider.nonce = asked.get('nonce') ?? '';
  return browser.get(`/site/oidc/callback?code=x&state=${asked.get('state')}`);
}

async function expectNobody(answer: Answer): Promise<void> {
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
  expect(answer.body).toContain('The log of the server says why.');
  expect(answer.body).not.toContain(oidcClient.oidcClientSecret);
  expect((await browser.get('/site/account')).status).toBe(303);
  expect([inner.asked, inner.connections]).toEqual([[], 0]);
}

test('a provider that does everything right lets somebody in', async () => {
  expect((await signIn()).headers.get('location')).toBe('/');
  expect((await browser.get('/site/account')).body).toContain('<h1>user</h1>');
});

describe('a provider that names something else than its own does not make this server ask it', () => {
  const places: readonly (readonly [string, () => string])[] = [
    ['another port of this machine', () => inner.origin],
    ['the same by TLS', () => inner.origin.replace('http:', 'https:')],
    ['the same by another name', () => inner.origin.replace('127.0.0.1', 'localhost')],
    ['what tells a machine in a cloud about itself', () => 'http://169.254.169.254/latest/meta-data'],
    ['the same by TLS and IPv6', () => 'https://[::ffff:a9fe:a9fe]'],
    ['a network of one’s own', () => 'https://10.255.255.1'],
    ['a file', () => 'file:///etc/passwd'],
  ];

  test.each(places)('%s', async (_, place) => {
    provider.metadata = { token_endpoint: `${place()}/x` };

    await expectNobody(await signIn());
  });

  test.each(['jwks_uri', 'userinfo_endpoint'])('for its %s, either', async (name) => {
    provider.metadata = { [name]: `${inner.origin}/x` };

    await expectNobody(await signIn());
  });

  test.each(['http://evil.example/authorize', 'javascript:alert(1)', 'data:text/html,x', '/authorize', ''])(
    'and sends nobody to %j',
    async (authorization_endpoint) => {
      provider.metadata = { authorization_endpoint };

      await expectNobody(await signIn());
    },
  );

  test.each(['/.well-known/openid-configuration', '/token', '/keys', '/userinfo'])(
    'by a redirect from %s',
    async (path) => {
      provider.answers.set(path, (response) => response.writeHead(307, { location: `${inner.origin}/x` }).end());

      await expectNobody(await signIn());
    },
  );
});

describe('an ID token lets nobody in', () => {
  const now = Math.floor(Date.now() / 1000);
  test.each<[string, object]>([
    ['with another nonce', { nonce: 'other' }],
    ['without a nonce', { nonce: undefined }],
    ['for somebody else', { aud: 'other' }],
    ['of another provider', { iss: 'https://id.example.org' }],
    ['that has expired', { iat: now - 7200, exp: now - 3600 }],
    ['about somebody else than was asked for', { sub: 'other' }],
    ['about nobody', { sub: undefined }],
  ])('%s', async (_, claims) => {
    provider.claims = { ...claims };

    await expectNobody(await signIn());
  });

  test.each<[string, (token: string) => string]>([
    ['that is not signed', (token) => `${encode({ alg: 'none' })}.${token.split('.')[1]}.`],
    [
      'that says so and is signed by the secret',
      (token) => token.replace(/^[^.]+/, encode({ alg: 'HS256', kid: 'one' })),
    ],
    ['that was changed after it was signed', (token) => token.replace(/\.[^.]+\./, (body) => `${body.slice(0, -2)}A.`)],
    ['whose signature is another', (token) => token.replace(/[^.]+$/, encode('signature'))],
    ['that is none', () => 'x'],
  ])('%s', async (_, forge) => {
    provider.forge = forge;

    await expectNobody(await signIn());
  });
});

describe('a provider that answers badly is one clear page', () => {
  test.each<[string, Parameters<HostileProvider['answers']['set']>[1]]>([
    ['with an error', (response) => response.writeHead(500).end('oops')],
    ['with something else', (response) => response.end('<html>')],
    ['with a list', (response) => response.setHeader('content-type', 'application/json').end('[]')],
    [
      'with far too much',
      (response) => response.setHeader('content-type', 'application/json').end('x'.repeat(300_000)),
    ],
    ['by hanging up', (response) => response.destroy()],
    ['never', () => {}],
  ])('%s, and lets people in as soon as it is better', async (_, answer) => {
    provider.answers.set('/.well-known/openid-configuration', answer);
    const before = performance.now();

    await expectNobody(await signIn());

    expect(performance.now() - before).toBeLessThan(8000);
    provider.answers.clear();
    expect((await signIn()).status).toBe(303);
  });

  test('also when it knows this server no more', async () => {
    const refused = JSON.stringify({ error: 'invalid_client', error_description: '<b>' });
    provider.answers.set('/token', (response) =>
      response.writeHead(401, { 'content-type': 'application/json' }).end(refused),
    );

    await expectNobody(await signIn());
  });
});
