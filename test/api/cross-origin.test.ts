import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildUrl, documentedCommit, statusesUrl } from '../support/addresses.ts';
import { callTarget, type TargetAnswer } from '../support/call-target.ts';
import { type RunningServer, startServer } from '../support/start-server.ts';
import { createTemporaryDirectory } from '../support/temporary-directory.ts';

const opened = new DisposableStack();
let dev: RunningServer;
let serve: RunningServer;

beforeAll(async () => {
  dev = await startServer({ publicUrl: 'https://public.test' });
  serve = await startServer({ data: opened.use(createTemporaryDirectory()).path }, 'serve');
});
afterAll(async () => {
  await dev[Symbol.asyncDispose]();
  await serve[Symbol.asyncDispose]();
  opened.dispose();
});

const exposed =
  'Accept-Ranges, Content-Encoding, Content-Length, Content-Type, ETag, Last-Modified, Location, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, Retry-After';
const json = { key: 'ci', state: 'FAILED' };
const build = buildUrl('');

function readableBy({ headers }: TargetAnswer) {
  return [headers['access-control-allow-origin'], headers['access-control-expose-headers']];
}

describe('pages of other origins', () => {
  const headers = { origin: 'https://dashboard.test' };

  test('may read what is created, and where', async () => {
    const answer = await callTarget(dev.baseUrl, build, { method: 'POST', json });

    expect([answer.status, ...readableBy(answer)]).toEqual([201, '*', exposed]);
    expect(answer.headers['access-control-allow-credentials']).toBeUndefined();
  });

  const answers: readonly (readonly [number, string, object])[] = [
    [200, '/openapi.json', {}],
    [404, statusesUrl('', { repository: 'no/such' }), {}],
    [404, '/2.0/nonsense', {}],
    [404, '/2.0', {}],
    [404, '//2.0/nonsense', {}],
    [404, '/signalbox/1/nonsense', {}],
    [404, `/2.0/repositories/${'x'.repeat(4000)}/widgets/commit/abcdef1/statuses`, {}],
    [400, '/2.0/repositories/%zz', {}],
    [400, build, { method: 'POST', json: {} }],
    [415, build, { method: 'POST', json, headers: { 'content-type': 'text/xml' } }],
    [401, build, { method: 'POST', json }],
    [401, '/openapi.json', { headers: { ...headers, authorization: 'Bearer wrong' } }],
    [403, build, { method: 'POST', headers }],
  ];

  test.each(answers)('may read the %s of %s', async (status, target, call) => {
    const { baseUrl } = status === 401 ? serve : dev;

    const answer = await callTarget(baseUrl, target, call);

    expect([answer.status, ...readableBy(answer)]).toEqual([status, '*', exposed]);
  });

  test.each(['/', '/acme/widgets/avatar.svg', '/assets/signalbox.css', '/docs/api', '/healthz', '/nonsense', '/2.0x'])(
    'may not read %s, which is for people',
    async (target) => {
      const answer = await callTarget(dev.baseUrl, target, { headers });

      expect(readableBy(answer)).toEqual([undefined, undefined]);
    },
  );
});

describe('OPTIONS', () => {
  test.each([build, `${build}/`, `/${build}`, '/2.0/nonsense', '/signalbox/1/x', '/openapi.json'])(
    'allows the request that a page is about to make to %s',
    async (target) => {
      const headers = {
        origin: 'https://dashboard.test',
        'access-control-request-method': 'PUT',
        'access-control-request-headers': 'authorization,content-type,x-atlassian-token',
      };

      const answer = await callTarget(serve.baseUrl, target, { method: 'OPTIONS', headers });

      expect([answer.status, answer.body]).toEqual([204, '']);
      expect(answer.headers).toMatchObject({
        'access-control-allow-origin': '*',
        'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE, OPTIONS',
        'access-control-allow-headers': 'authorization,content-type,x-atlassian-token',
        'access-control-max-age': '86400',
        'content-type': 'text/plain; charset=utf-8',
      });
    },
  );

  test.each([
    [statusesUrl(''), 'GET, HEAD, OPTIONS'],
    [build, 'POST, OPTIONS'],
    [`${build}/a/b?x`, 'GET, HEAD, PUT, OPTIONS'],
    [`/!api${build}/a/`, 'GET, HEAD, PUT, OPTIONS'],
    ['/openapi.json', 'GET, HEAD, OPTIONS'],
    ['/2.0/nonsense', 'OPTIONS'],
  ])('tells what %s allows, whoever asks', async (target, allow) => {
    for (const headers of [{}, { authorization: 'Bearer wrong' }]) {
      const answer = await callTarget(serve.baseUrl, target, { method: 'OPTIONS', headers });

      expect([answer.status, answer.headers.allow]).toEqual([204, allow]);
    }
  });

  test('does not let other origins near pages', async () => {
    const headers = { origin: 'https://dashboard.test', 'access-control-request-method': 'POST' };

    const { headers: answered } = await callTarget(dev.baseUrl, '/', { method: 'OPTIONS', headers });

    expect(answered['access-control-allow-origin']).toBeUndefined();
  });
});

describe('a write that a browser makes', () => {
  const asJson = 'application/json';
  const forms = [
    undefined,
    'text/plain',
    'Text/Plain; charset=utf-8',
    'application/x-www-form-urlencoded;charset=UTF-8',
    'multipart/form-data; boundary=x',
  ];
  const own = { authorization: 'Bearer own' };
  const evil = { origin: 'https://evil.test' };
  const local = { origin: 'http://localhost:3000' };

  interface Write {
    readonly method?: string;
    readonly type?: string | undefined;
    readonly headers: Readonly<Record<string, string>>;
  }

  /** Whether the write gets as far as being looked at. */
  async function passes({ baseUrl }: RunningServer, { method = 'POST', type, headers }: Write): Promise<boolean> {
    const target = method === 'POST' ? build : `${build}/ci`;
    const sent = { host: 'builds.test', ...(type && { 'content-type': type }), ...headers };
    const { status, body } = await callTarget(baseUrl, target, { method, headers: sent });
    if (status === 403) expect(JSON.parse(body).error.message).toBe('A page of another site may not write here.');
    return status !== 403;
  }

  const elsewhere = [
    evil,
    { origin: 'null' },
    { origin: 'http://builds.test.evil.test' },
    { origin: 'http://builds.test:81' },
    { 'sec-fetch-site': 'cross-site' },
    { ...evil, 'sec-fetch-site': 'same-site' },
  ];
  const formsOfOthers = elsewhere.flatMap((headers) => forms.map((type) => ({ type, headers })));

  test.each(formsOfOthers)('is refused when a form of another site can make it: %j', async ({ type, headers }) => {
    expect(await passes(serve, { type, headers: { ...headers, ...own } })).toBe(false);
    expect(await passes(dev, { type, headers })).toBe(false);
  });

  const scripts: readonly (readonly [boolean, boolean, Write])[] = [
    [true, false, { type: asJson, headers: { ...evil, ...own } }],
    [true, false, { type: 'application/json; charset=utf-8', headers: { ...evil, ...own } }],
    [true, false, { method: 'PUT', type: asJson, headers: { ...evil, ...own } }],
    [true, false, { method: 'PUT', type: 'text/plain', headers: { ...evil, ...own } }],
    [true, false, { method: 'DELETE', headers: { ...evil, ...own } }],
    [true, false, { method: 'PATCH', headers: { origin: 'null', ...own } }],
    [false, false, { type: asJson, headers: evil }],
    [false, false, { method: 'PUT', type: asJson, headers: evil }],
    [false, false, { method: 'PUT', type: asJson, headers: { ...evil, authorization: 'OAuth x' } }],
    [false, false, { method: 'DELETE', headers: { 'sec-fetch-site': 'cross-site' } }],
    [false, true, { type: asJson, headers: local }],
    [false, true, { method: 'PUT', headers: { ...local, 'sec-fetch-site': 'cross-site' } }],
    [false, true, { type: asJson, headers: { origin: 'https://127.8.9.1:8443' } }],
    [false, true, { type: asJson, headers: { origin: 'http://[::1]:5173' } }],
    [false, false, { type: asJson, headers: { origin: 'http://localhost.evil.test' } }],
    [false, false, { type: asJson, headers: { origin: 'http://127.0.0.1.evil.test' } }],
    [false, false, { type: asJson, headers: { origin: 'http://10.0.0.1' } }],
    [false, false, { type: 'text/plain', headers: local }],
    [true, true, { headers: {} }],
    [true, true, { type: 'text/plain', headers: { origin: 'http://builds.test' } }],
    [true, true, { type: 'text/plain', headers: { origin: 'https://builds.test', 'sec-fetch-site': 'same-origin' } }],
    [true, true, { headers: { host: 'builds.test:443', origin: 'https://builds.test' } }],
    [false, true, { headers: { origin: 'https://public.test' } }],
  ];

  test.each(scripts)('passes in production: %s, in development: %s, as %j', async (inServe, inDev, write) => {
    expect(await passes(serve, write)).toBe(inServe);
    expect(await passes(dev, write)).toBe(inDev);
  });

  test('needs the right credentials all the same', async () => {
    const call = { method: 'POST', json, headers: { ...evil, ...own } };

    expect((await callTarget(serve.baseUrl, build, call)).status).toBe(401);
  });

  test('is not refused for what it reads', async () => {
    const { status } = await callTarget(
      dev.baseUrl,
      `/2.0/repositories/acme/widgets/commit/${documentedCommit}/statuses`,
      {
        headers: { ...evil, 'sec-fetch-site': 'cross-site' },
      },
    );

    expect(status).toBe(200);
  });
});
