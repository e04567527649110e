import { describe, expect, test } from 'vitest';
import { statusesUrl } from '../support/addresses.ts';
import { call } from '../support/call.ts';
import { callTarget } from '../support/call-target.ts';
import { startServer } from '../support/start-server.ts';

type Headers = Readonly<Record<string, string | readonly string[]>>;

const own = { host: 'inside.test:4020' };

/** Where the links of an answer begin, or the status and message of a refusal. */
async function originOf(baseUrl: string, headers: Headers): Promise<unknown> {
  const { status, body } = await callTarget(baseUrl, '/openapi.json', { headers: { ...own, ...headers } });
  const answer = JSON.parse(body);
  return status === 200 ? answer.servers[0].url : [status, answer.error.message];
}

const forwarded: readonly (readonly [Headers, string])[] = [
  [{}, 'http://inside.test:4020'],
  [{ 'x-forwarded-proto': 'https' }, 'https://inside.test:4020'],
  [{ 'x-forwarded-host': 'builds.test' }, 'http://builds.test'],
  [{ 'x-forwarded-proto': 'https', 'x-forwarded-host': 'builds.test' }, 'https://builds.test'],
  [{ 'x-forwarded-proto': 'HTTPS', 'x-forwarded-host': 'builds.test:8443' }, 'https://builds.test:8443'],
  [{ 'x-forwarded-host': 'builds.test', 'x-forwarded-port': '8080' }, 'http://builds.test:8080'],
  [{ 'x-forwarded-host': 'builds.test', 'x-forwarded-port': '80' }, 'http://builds.test'],
  [{ 'x-forwarded-host': 'builds.test', 'x-forwarded-port': '443' }, 'http://builds.test:443'],
  [
    { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'builds.test', 'x-forwarded-port': '443' },
    'https://builds.test',
  ],
  [{ 'x-forwarded-host': 'builds.test:8443', 'x-forwarded-port': '9' }, 'http://builds.test:8443'],
  [{ 'x-forwarded-host': '[2001:db8::1]', 'x-forwarded-port': '8080' }, 'http://[2001:db8::1]:8080'],
  [{ 'x-forwarded-port': '8080' }, 'http://inside.test:4020'],
  [{ 'x-forwarded-port': '', 'x-forwarded-host': '', 'x-forwarded-proto': '' }, 'http://inside.test:4020'],
  [{ host: 'builds.test', 'x-forwarded-port': '8080' }, 'http://builds.test:8080'],
];

describe('behind a trusted proxy', () => {
  test.each(forwarded)('%j is %s', async (headers, origin) => {
    await using server = await startServer({ trustedProxies: 'loopback' });

    expect(await originOf(server.baseUrl, headers)).toBe(origin);
  });

  const smuggled: readonly (readonly [Headers, string])[] = [
    [{ 'x-forwarded-host': 'evil.test, builds.test' }, 'http://builds.test'],
    [{ 'x-forwarded-host': ['evil.test', 'builds.test'] }, 'http://builds.test'],
    [{ 'x-forwarded-proto': 'javascript, https' }, 'https://inside.test:4020'],
    [{ 'x-forwarded-host': 'builds.test', 'x-forwarded-port': ['1,2', '8080'] }, 'http://builds.test:8080'],
    [{ forwarded: 'host=evil.test;proto=https' }, 'http://inside.test:4020'],
    [{ 'x-forwarded-server': 'evil.test', 'x-original-host': 'evil.test' }, 'http://inside.test:4020'],
  ];

  test.each(smuggled)('%j, of which a client sent a part, is %s', async (headers, origin) => {
    await using server = await startServer({ trustedProxies: 'loopback' });

    expect(await originOf(server.baseUrl, headers)).toBe(origin);
  });

  test.each([
    [{ 'x-forwarded-host': 'a"b' }, 'Host header'],
    [{ 'x-forwarded-host': 'user@builds.test' }, 'Host header'],
    [{ 'x-forwarded-host': 'builds.test/path' }, 'Host header'],
    [{ 'x-forwarded-host': 'builds.test, evil.test/' }, 'Host header'],
    [{ 'x-forwarded-host': 'builds.test', 'x-forwarded-port': '99999' }, 'Host header'],
    [{ 'x-forwarded-host': 'builds.test', 'x-forwarded-port': '1@evil.test' }, 'Host header'],
    [{ 'x-forwarded-proto': 'javascript' }, 'X-Forwarded-Proto'],
    [{ 'x-forwarded-proto': 'https://evil.test/?' }, 'X-Forwarded-Proto'],
    [{ 'x-forwarded-proto': 'https, ' }, 'X-Forwarded-Proto'],
  ])('%j is refused', async (headers, message) => {
    await using server = await startServer({ trustedProxies: 'loopback' });

    expect(await originOf(server.baseUrl, headers)).toEqual([400, expect.stringContaining(message)]);
  });

  test('pages of a collection and pages for people follow it too', async () => {
    await using server = await startServer({ trustedProxies: '127.0.0.1' });
    await call(`${statusesUrl(server.baseUrl)}/build`, { method: 'POST', json: { key: 'ci', state: 'FAILED' } });
    const headers = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'builds.test' };

    const list = await callTarget(server.baseUrl, `${statusesUrl('')}?page=2`, { headers });
    const home = await callTarget(server.baseUrl, '/', { headers });

    expect(JSON.parse(list.body).previous).toBe(`https://builds.test${statusesUrl('')}?page=1`);
    expect(home.body).toContain('curl https://builds.test/2.0/');
  });

  test('--public-url wins', async () => {
    await using server = await startServer({ trustedProxies: 'loopback', publicUrl: 'https://public.test' });

    expect(await originOf(server.baseUrl, { 'x-forwarded-host': 'a"b', 'x-forwarded-proto': 'gopher' })).toBe(
      'https://public.test',
    );
  });
});

test.each([
  ['nobody is trusted', {}],
  ['others are trusted', { trustedProxies: '10.0.0.0/8,linklocal' }],
])('forwarded headers are ignored where %s', async (_, flags) => {
  await using server = await startServer(flags);

  for (const [headers] of forwarded) {
    const { host = own.host } = headers;
    expect(await originOf(server.baseUrl, headers)).toBe(`http://${host}`);
  }
  expect(await originOf(server.baseUrl, { 'x-forwarded-host': 'a"b', 'x-forwarded-proto': 'x' })).toBe(
    'http://inside.test:4020',
  );
});
