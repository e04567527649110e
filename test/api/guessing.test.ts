import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Answer, basic, call } from '../support/call.ts';
import { createHeldPause, type HeldPause } from '../support/held-pause.ts';
import { type RunningServer, startServer } from '../support/start-server.ts';
import { createTemporaryDirectory } from '../support/temporary-directory.ts';
import { WebBrowser } from '../support/web-browser.ts';

let directory: ReturnType<typeof createTemporaryDirectory>;
let server: RunningServer;

let pausing: HeldPause;

beforeEach(async () => {
  directory = createTemporaryDirectory();
  pausing = createHeldPause();
  const flags = { data: directory.path, trustedProxies: 'loopback', addressRateLimit: 'off', logLevel: 'error' };
  server = await startServer(flags, 'serve', { pause: pausing.pause });
});
afterEach(async () => {
  await server[Symbol.asyncDispose]();
  directory[Symbol.dispose]();
});

interface Try {
  readonly from?: string;
  readonly authorization?: string;
}

function ask({ from = '203.0.113.1', authorization = 'Bearer wrong' }: Try = {}): Promise<Answer> {
  return call(`${server.baseUrl}/2.0/user`, { headers: { 'x-forwarded-for': from, authorization } });
}

async function guess(times: number, tried: Try = {}): Promise<void> {
  for (let done = 0; done < times; done += 1) expect((await ask(tried)).status).toBe(401);
}

const right = () => ({ authorization: `Bearer ${server.administratorToken}` });

describe('whoever guesses', () => {
  test('waits longer and longer for each no', async () => {
    await guess(10);
    expect(pausing.delays).toEqual([]);

    await guess(3);

    expect(pausing.delays.map(({ ms }) => ms)).toEqual([250, 500, 1000]);
  });

  test('waits in the form to sign in with, too', async () => {
    const browser = new WebBrowser(server.baseUrl);
    await guess(10, { from: '127.0.0.1' });

    expect((await browser.signIn('administrator', 'wrong')).status).toBe(403);

    expect(pausing.delays.map(({ ms }) => ms)).toEqual([250]);
  });

  test('keeps nobody with right credentials waiting, from the same address or with the same name', async () => {
    await guess(12, { authorization: basic('administrator', 'wrong') });
    pausing.endsAtOnce = false;
    const waiting = ask({ authorization: basic('administrator', 'wrong') });
    await vi.waitFor(() => expect(pausing.delays).toHaveLength(3));

    expect((await ask(right())).status).toBe(200);
    expect((await ask({ authorization: basic('administrator', server.administratorToken ?? '') })).status).toBe(200);

    pausing.delays.at(-1)?.end();
    expect((await waiting).status).toBe(401);
  });

  const forwarded = { headers: { 'x-forwarded-for': '203.0.113.1' } };
  const secret = { client_id: 'ci', client_secret: 'wrong' };
  const grant = { method: 'POST', form: { grant_type: 'client_credentials', ...secret }, ...forwarded };
  const ways: readonly (readonly [string, () => Promise<Answer>])[] = [
    ['as a Bearer token', () => ask()],
    ['as a password', () => ask({ authorization: basic('somebody', 'wrong') })],
    ['in the URL', () => call(`${server.baseUrl}/2.0/user?access_token=wrong`, forwarded)],
    [
      'on a page',
      () => call(`${server.baseUrl}/`, { headers: { ...forwarded.headers, authorization: 'Bearer wrong' } }),
    ],
    ['as the secret of an OAuth client', () => call(`${server.baseUrl}/site/oauth2/access_token`, grant)],
  ];

  test.each(ways)('is noticed %s', async (_, tryOnce) => {
    await guess(10);

    expect((await tryOnce()).status).toBe(401);

    expect(pausing.delays).toHaveLength(1);
  });

  test('is known by the address that a proxy forwards, and by the name, wherever it comes from', async () => {
    await guess(10, { authorization: basic('ci', 'wrong') });

    await guess(1, { from: '198.51.100.7' });
    expect(pausing.delays).toHaveLength(0);
    await guess(1, { from: '198.51.100.7', authorization: basic('ci', 'wrong') });
    expect(pausing.delays).toHaveLength(1);
    await guess(1, { from: '198.51.100.8, 203.0.113.1' });
    expect(pausing.delays).toHaveLength(2);
  });

  test('is refused at once when many answers wait already', async () => {
    await guess(11);
    pausing.endsAtOnce = false;
    const waiting = Array.from({ length: 8 }, () => ask());
    await vi.waitFor(() => expect(pausing.delays).toHaveLength(9));

    const answer = await ask();

    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '8']);
    expect(answer.body).toEqual({
      type: 'error',
      error: {
        message: 'Too many wrong credentials have come from this address or with this name.',
        detail: 'Check them before you try again.',
      },
    });
    expect((await ask(right())).status).toBe(200);
    for (const { end } of pausing.delays) end();
    expect((await Promise.all(waiting)).map(({ status }) => status)).toEqual(new Array(8).fill(401));
  });

  test('holds its place when it hangs up', async () => {
    await guess(10);
    pausing.endsAtOnce = false;
    for (let done = 1; done <= 8; done += 1) {
      const hangUp = new AbortController();
      const { signal } = hangUp;
      const left = fetch(`${server.baseUrl}/2.0/user`, {
        headers: { authorization: 'Bearer wrong', ...forwarded.headers },
        signal,
      });
      await vi.waitFor(() => expect(pausing.delays).toHaveLength(done));
      hangUp.abort();
      await expect(left).rejects.toThrow();
    }

    expect((await ask()).status).toBe(429);
  });

  test('does not hold up the end of the server', async () => {
    await guess(10);
    pausing.endsAtOnce = false;
    const waiting = ask();
    await vi.waitFor(() => expect(pausing.delays).toHaveLength(1));

    await server[Symbol.asyncDispose]();

    expect((await waiting).status).toBe(401);
  });
});

test('in development there is nothing to guess', async () => {
  await using development = await startServer({}, 'dev', { pause: pausing.pause });
  for (let done = 0; done < 12; done += 1) {
    expect((await call(`${development.baseUrl}/2.0/user`, { headers: { authorization: 'Bearer any' } })).status).toBe(
      200,
    );
  }

  expect(pausing.delays).toEqual([]);
});
