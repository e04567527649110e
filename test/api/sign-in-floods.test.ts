import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { call } from '../support/call.ts';
import { createHeldPause, type HeldPause } from '../support/held-pause.ts';
import { type SigningInServer, startSigningIn } from '../support/start-signing-in.ts';
import { hiddenFields, WebBrowser } from '../support/web-browser.ts';

const password = 'correct horse battery';
const guesser = '203.0.113.1';

/** What is hashed waits until the test lets it go, one after the other. */
const hashing = vi.hoisted(() => ({ isHeld: false, held: [] as (() => void)[] }));

vi.mock('node:crypto', async (importOriginal) => {
  const crypto = await importOriginal<typeof import('node:crypto')>();
  const scrypt = (...[text, salt, length, , done]: Parameters<typeof crypto.scrypt>) => {
    // Cheap: what it costs is not the subject here, but who comes when.
    const compute = () => crypto.scrypt(text, salt, length, { N: 16 }, done);
    if (hashing.isHeld) hashing.held.push(compute);
    else compute();
  };
  return { ...crypto, scrypt };
});

let server: SigningInServer;
let pausing: HeldPause;

beforeEach(async () => {
  hashing.isHeld = false;
  hashing.held = [];
  pausing = createHeldPause();
  server = await startSigningIn(
    { trustedProxies: 'loopback', addressRateLimit: 'off', logLevel: 'silent' },
    { pause: pausing.pause },
  );
  await server.addAccount({}, password);
});
afterEach(async () => {
  letAllGo();
  await server[Symbol.asyncDispose]();
});

function letAllGo(): void {
  hashing.isHeld = false;
  for (const compute of hashing.held.splice(0)) compute();
}

const from = (address: string) => new WebBrowser(server.baseUrl, { 'x-forwarded-for': address });

/** Signs in with so many names that nobody has, at once, from one page; the statuses, as they are answered. */
async function flood(address: string, count: number): Promise<{ readonly answers: number[]; all(): Promise<unknown> }> {
  const browser = from(address);
  const form = hiddenFields((await browser.get('/site/sign-in')).body);
  const answers: number[] = [];
  const all = Array.from({ length: count }, async (_, index) => {
    const { status } = await browser.post('/site/sign-in', { ...form, name: `nobody-${index}`, secret: 'wrong' });
    answers.push(status);
  });
  return { answers, all: () => Promise.all(all) };
}

/** Lets one after the other be hashed until the answer is there; how many that took. */
async function hashUntil(isAnswered: () => boolean): Promise<number> {
  let hashed = 0;
  await vi.waitFor(
    () => {
      const next = hashing.held.shift();
      if (next) hashed += 1;
      next?.();
      expect(isAnswered()).toBe(true);
    },
    { timeout: 20_000, interval: 20 },
  );
  return hashed;
}

test('one address with many names keeps nobody elsewhere from signing in', async () => {
  hashing.isHeld = true;
  const { answers, all } = await flood(guesser, 130);
  await vi.waitFor(() => expect(answers).toEqual(new Array(98).fill(429)), { timeout: 20_000 });

  let status = 0;
  const signingIn = from('198.51.100.7')
    .signIn('jane', password)
    .then((answer) => {
      status = answer.status;
    });
  const hashed = await hashUntil(() => status !== 0);

  await signingIn;
  expect(status).toBe(303);
  // Of the 32, some are hashed while the page is loaded; then the turns alternate.
  expect(hashed).toBeLessThan(20);
  letAllGo();
  await all();
});

test('many addresses that fill the lines together keep nobody from signing in, or from setting a password', async () => {
  hashing.isHeld = true;
  const floods = await Promise.all([1, 2, 3, 4].map((host) => flood(`203.0.113.${host}`, 32)));
  await vi.waitFor(() => expect(floods.flatMap(({ answers }) => answers)).toEqual(new Array(26).fill(503)), {
    timeout: 20_000,
  });

  const headers = { authorization: `Bearer ${server.administratorToken}`, 'x-forwarded-for': '203.0.113.1' };
  const path = `${server.baseUrl}/signalbox/1/accounts/jane/password`;
  const statuses: number[] = [];
  const others = [
    from('198.51.100.7').signIn('jane', 'not the password'),
    call(path, { method: 'PUT', json: { password: 'another horse entirely' }, headers }),
  ].map(async (answer) => statuses.push((await answer).status));
  await hashUntil(() => statuses.length === 2);

  await Promise.all(others);
  expect(statuses.toSorted()).toEqual([204, 403]);
  letAllGo();
  await Promise.all(floods.map(({ all }) => all()));
});

test('an address that has guessed waits before its password is looked at, and still gets in', async () => {
  const bearer = { headers: { authorization: 'Bearer wrong', 'x-forwarded-for': guesser } };
  for (let done = 0; done < 11; done += 1) await call(`${server.baseUrl}/2.0/user`, bearer);
  expect(pausing.delays.map(({ ms }) => ms)).toEqual([250]);
  pausing.endsAtOnce = false;
  hashing.isHeld = true;

  const signingIn = from(guesser).signIn('jane', password);
  await vi.waitFor(() => expect(pausing.delays.map(({ ms }) => ms)).toEqual([250, 250]));
  expect(hashing.held).toHaveLength(0);
  pausing.delays.at(-1)?.end();
  await vi.waitFor(() => expect(hashing.held).toHaveLength(1));
  letAllGo();

  expect((await signingIn).status).toBe(303);
  expect(pausing.delays).toHaveLength(2);
});

test('as many as an office has get in behind one address at once', async () => {
  const names = Array.from({ length: 30 }, (_, index) => `colleague-${index}`);
  for (const name of names) await server.addAccount({ name }, password);

  const answers = await Promise.all(names.map((name) => from(guesser).signIn(name, password)));

  expect(answers.map(({ status }) => status)).toEqual(new Array(30).fill(303));
});
