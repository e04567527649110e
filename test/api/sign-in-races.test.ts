import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { call } from '../support/call.ts';
import { type SigningInServer, startSigningIn } from '../support/start-signing-in.ts';
import { WebBrowser } from '../support/web-browser.ts';

const password = 'correct horse battery';
const next = 'another horse entirely';

/** The next hash waits until then. */
const hashing = vi.hoisted(() => ({ until: undefined as Promise<void> | undefined, begun: 0 }));

vi.mock('node:crypto', async (importOriginal) => {
  const crypto = await importOriginal<typeof import('node:crypto')>();
  const scrypt = (...given: Parameters<typeof crypto.scrypt>) => {
    const { until } = hashing;
    hashing.until = undefined;
    hashing.begun += 1;
    if (until === undefined) crypto.scrypt(...given);
    else void until.then(() => crypto.scrypt(...given));
  };
  return { ...crypto, scrypt };
});

let server: SigningInServer;

beforeAll(async () => {
  server = await startSigningIn();
});
afterAll(() => server[Symbol.asyncDispose]());

const headers = () => ({ authorization: `Bearer ${server.administratorToken}` });

async function put(path: string, json: object): Promise<void> {
  const { status } = await call(`${server.baseUrl}/signalbox/1/accounts/${path}`, {
    method: 'PUT',
    json,
    headers: headers(),
  });
  expect(status).toBeLessThan(300);
}

const changes: readonly (readonly [string, string, () => Promise<void>])[] = [
  ['another password is set', 'jane', () => put('jane/password', { password: next })],
  ['the account is made inactive', 'joe', () => put('joe', { is_active: false })],
];

test.each(changes)('a sign-in that is under way when %s is refused', async (_, name, change) => {
  await server.addAccount({ name }, password);
  const browser = new WebBrowser(server.baseUrl);
  const { promise, resolve } = Promise.withResolvers<void>();
  hashing.begun = 0;
  hashing.until = promise;
  const signingIn = browser.signIn(name, password);
  await vi.waitFor(() => expect(hashing.begun).toBe(1));

  await change();
  resolve();

  const refused = await signingIn;
  expect(refused.status).toBe(403);
  expect(refused.body).toContain('do not go together');
  expect(browser.cookies.has('signalbox-session')).toBe(false);
  const { values } = await call(`${server.baseUrl}/signalbox/1/audit`, { headers: headers() }).then(({ body }) => body);
  const ofTheirs = values.filter(({ subject }: { subject: string }) => subject === name);
  expect(ofTheirs.map(({ action }: { action: string }) => action)).toContain('signin.failed');
  expect(ofTheirs.map(({ action }: { action: string }) => action)).not.toContain('session.created');
});

test('whoever was signed in is signed out by another password', async () => {
  await server.addAccount({ name: 'zoe' }, password);
  const browser = new WebBrowser(server.baseUrl);
  expect((await browser.signIn('zoe', password)).status).toBe(303);

  await put('zoe/password', { password: next });

  expect((await browser.get('/site/account')).status).not.toBe(200);
  expect((await browser.signIn('zoe', password)).status).toBe(403);
  expect((await browser.signIn('zoe', next)).status).toBe(303);
});
