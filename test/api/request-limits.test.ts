import { afterEach, describe, expect, test, vi } from 'vitest';
import { buildUrl, statusesUrl } from '../support/addresses.ts';
import { type Answer, basic, call } from '../support/call.ts';
import { type RunningServer, startServer } from '../support/start-server.ts';
import { createTemporaryDirectory } from '../support/temporary-directory.ts';

afterEach(() => void vi.useRealTimers());

const exceeded = 'Rate limit for this resource has been exceeded';

/** Asks who it is, so often and with those headers, one request after the other. */
async function ask({ baseUrl }: RunningServer, times: number, headers: Record<string, string> = {}): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (let done = 0; done < times; done += 1) answers.push(await call(`${baseUrl}/2.0/workspaces`, { headers }));
  return answers;
}

async function statusesOf(...asked: Parameters<typeof ask>): Promise<readonly number[]> {
  return (await ask(...asked)).map(({ status }) => status);
}

function toldBy({ headers }: Answer): readonly (string | null)[] {
  return ['ratelimit-limit', 'ratelimit-remaining', 'ratelimit-reset', 'retry-after'].map((name) => headers.get(name));
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

describe('the limit of a token', () => {
  test('is told by every answer, and then the request is refused', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    await using server = await startServer({ tokenRateLimit: '2/hour' });

    const [first, second, third] = await ask(server, 3, bearer('one'));

    expect(first && [first.status, ...toldBy(first)]).toEqual([200, '2', '1', '3600', null]);
    expect(second && [second.status, ...toldBy(second)]).toEqual([200, '2', '0', '3600', null]);
    expect(third && [third.status, ...toldBy(third)]).toEqual([429, '2', '0', '3600', '3600']);
    expect(third?.body).toEqual({
      type: 'error',
      error: {
        message: exceeded,
        detail: 'The limit for one access token is 2/hour. Try again in 3600 s.',
      },
    });
  });

  test('is over when the answer said', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    await using server = await startServer({ tokenRateLimit: '2/minute' });
    const refused = (await ask(server, 3, bearer('one'))).at(-1);
    const retryAfterMs = Number(refused?.headers.get('retry-after')) * 1000;

    vi.setSystemTime(Date.now() + retryAfterMs - 1);
    expect(await statusesOf(server, 1, bearer('one'))).toEqual([429]);

    vi.setSystemTime(Date.now() + 1);
    expect(await statusesOf(server, 3, bearer('one'))).toEqual([200, 200, 429]);
  });

  test('is that of one token alone, however it is sent', async () => {
    await using server = await startServer({ tokenRateLimit: '2/hour' });

    expect(await statusesOf(server, 1, bearer('one'))).toEqual([200]);
    expect(await statusesOf(server, 1, { authorization: basic('somebody', 'one') })).toEqual([200]);
    expect((await call(`${server.baseUrl}/2.0/user?access_token=one`)).status).toBe(429);
    expect(await statusesOf(server, 2, { authorization: basic('somebody', 'two') })).toEqual([200, 200]);
    expect(await statusesOf(server, 3)).toEqual([200, 200, 200]);
  });

  test('counts what an OAuth client asks with its secret, in the body, too', async () => {
    await using server = await startServer({ tokenRateLimit: '1/hour', addressRateLimit: '1/hour' });
    const grant = (secret: string) => {
      const form = { grant_type: 'client_credentials', client_id: 'ci', client_secret: secret };
      return call(`${server.baseUrl}/site/oauth2/access_token`, { method: 'POST', form });
    };

    expect([(await grant('one')).status, (await grant('two')).status, (await grant('one')).status]).toEqual([
      200, 200, 429,
    ]);
    expect(await statusesOf(server, 1, bearer('one'))).toEqual([429]);
  });

  test('lets a refused request change nothing', async () => {
    await using server = await startServer({ tokenRateLimit: '1/hour' });
    const post = (key: string) =>
      call(buildUrl(server.baseUrl), { method: 'POST', json: { key, state: 'FAILED' }, headers: bearer('one') });

    expect([(await post('a')).status, (await post('b')).status]).toEqual([201, 429]);
    expect((await call(statusesUrl(server.baseUrl))).body.values).toMatchObject([{ key: 'a' }]);
  });
});

describe('the limit of an address', () => {
  test('is told by failures, too, and counts them', async () => {
    await using server = await startServer({ addressRateLimit: '3/hour' });
    const paths = ['/2.0/nonsense', '/2.0/repositories/no/such', '/', '/2.0/workspaces'];

    const answers = [];
    for (const path of paths) answers.push(await call(`${server.baseUrl}${path}`));

    expect(answers.map((answer) => [answer.status, toldBy(answer)[1]])).toEqual([
      [404, '2'],
      [404, '1'],
      [200, '0'],
      [429, '0'],
    ]);
    expect(answers.at(-1)?.body.error.detail).toMatch(/^The limit for one address is 3\/hour/);
  });

  test('is nothing to those who bring a token', async () => {
    await using server = await startServer({ addressRateLimit: '1/hour' });

    expect(await statusesOf(server, 2)).toEqual([200, 429]);
    expect(await statusesOf(server, 3, bearer('one'))).toEqual([200, 200, 200]);
    expect(toldBy((await ask(server, 1, bearer('one')))[0] as Answer)).toEqual([null, null, null, null]);
  });

  test('counts wrong tokens, different as they may be, and writes without any', async () => {
    using directory = createTemporaryDirectory();
    await using server = await startServer({ data: directory.path, addressRateLimit: '4/hour' }, 'serve');
    const write = { method: 'POST', json: { key: 'ci', state: 'FAILED' } };

    expect(await statusesOf(server, 1, bearer('wrong'))).toEqual([401]);
    expect(await statusesOf(server, 1, { authorization: basic('x', 'wrong, too') })).toEqual([401]);
    expect((await call(buildUrl(server.baseUrl), write)).status).toBe(401);
    const client = { grant_type: 'client_credentials', client_id: 'ci', client_secret: 'wrong' };
    const granted = await call(`${server.baseUrl}/site/oauth2/access_token`, { method: 'POST', form: client });
    expect([granted.status, toldBy(granted)[1]]).toEqual([401, '0']);

    expect(await statusesOf(server, 1, bearer('another'))).toEqual([429]);
    expect(await statusesOf(server, 1, bearer(server.administratorToken ?? ''))).toEqual([200]);
  });

  test('leaves probes and the questions of browsers alone', async () => {
    await using server = await startServer({ addressRateLimit: '1/hour' });
    await ask(server, 2);

    for (const path of ['/healthz', '/readyz']) {
      const answer = await call(`${server.baseUrl}${path}`);
      expect([answer.status, ...toldBy(answer)]).toEqual([200, null, null, null, null]);
    }
    expect((await call(`${server.baseUrl}/2.0/user`, { method: 'OPTIONS' })).status).toBe(204);
  });

  test('shows a page to a browser', async () => {
    await using server = await startServer({ addressRateLimit: '1/hour' });
    await ask(server, 1);

    const answer = await call(`${server.baseUrl}/`, { headers: { accept: 'text/html' } });

    expect([answer.status, answer.headers.get('content-type')]).toEqual([429, 'text/html; charset=utf-8']);
    expect(answer.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(answer.body).toContain('<h1>Too many requests</h1>');
    expect(answer.body).toContain('The limit for one address is 1/hour');
  });

  test('is 1200 a minute in production unless told, and off in development', async () => {
    using directory = createTemporaryDirectory();
    await using production = await startServer({ data: directory.path }, 'serve');
    await using development = await startServer();

    expect(toldBy((await ask(production, 1))[0] as Answer).slice(0, 2)).toEqual(['1200', '1199']);
    expect(toldBy((await ask(development, 1))[0] as Answer)).toEqual([null, null, null, null]);
  });
});

describe('the address that counts', () => {
  test('is not what a stranger writes into X-Forwarded-For', async () => {
    await using server = await startServer({ addressRateLimit: '2/hour' });

    expect(await statusesOf(server, 1, { 'x-forwarded-for': '203.0.113.1' })).toEqual([200]);
    expect(await statusesOf(server, 1, { 'x-forwarded-for': '203.0.113.2' })).toEqual([200]);
    expect(await statusesOf(server, 1, { 'x-forwarded-for': '203.0.113.3' })).toEqual([429]);
  });

  test('is not what a stranger writes there in front of a trusted proxy', async () => {
    await using server = await startServer({ addressRateLimit: '1/hour', trustedProxies: 'loopback' });

    expect(await statusesOf(server, 1, { 'x-forwarded-for': '203.0.113.1, 198.51.100.7' })).toEqual([200]);
    expect(await statusesOf(server, 1, { 'x-forwarded-for': '203.0.113.2, 198.51.100.7' })).toEqual([429]);
  });

  const same: readonly (readonly [string, string, string])[] = [
    ['the one address', '203.0.113.1', '203.0.113.1'],
    ['an address of IPv4 as IPv6 writes it', '203.0.113.1', '::ffff:203.0.113.1'],
    ['the network of 64 bits', '2001:db8:1:2::1', '2001:DB8:1:2:ffff::9'],
    ['the proxy, for what is no address', 'unknown', 'x'.repeat(5000)],
  ];

  test.each(same)('is, behind a trusted proxy, %s: %s and %s', async (_, one, other) => {
    await using server = await startServer({ addressRateLimit: '1/hour', trustedProxies: 'loopback' });

    expect(await statusesOf(server, 1, { 'x-forwarded-for': one })).toEqual([200]);
    expect(await statusesOf(server, 1, { 'x-forwarded-for': other })).toEqual([429]);
  });

  test.each([
    ['203.0.113.1', '203.0.113.2'],
    ['2001:db8:1:2::1', '2001:db8:1:3::1'],
  ])('is, behind a trusted proxy, another for %s than for %s', async (one, other) => {
    await using server = await startServer({ addressRateLimit: '1/hour', trustedProxies: 'loopback' });

    expect(await statusesOf(server, 1, { 'x-forwarded-for': one })).toEqual([200]);
    expect(await statusesOf(server, 1, { 'x-forwarded-for': other })).toEqual([200]);
  });
});
