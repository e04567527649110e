import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildUrl, documentedCommit, statusesUrl } from '../support/addresses.ts';
import { type Call, call } from '../support/call.ts';
import { type RunningServer, startServer } from '../support/start-server.ts';

let server: RunningServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server[Symbol.asyncDispose]());

const good = { key: 'ci', state: 'SUCCESSFUL' };
const required = 'This field is required.';
const badUrl = 'Enter a valid URL. It starts with http:// or https:// and names a host.';
const badText = 'Null characters and broken surrogate pairs are not allowed.';
const badKey = 'Null characters, broken surrogate pairs, and the keys . and .. are not allowed.';
const choices = 'is not one of the available choices: SUCCESSFUL, FAILED, INPROGRESS, STOPPED.';

const wrongMembers: readonly (readonly [string, unknown, Record<string, string>])[] = [
  ['no state', { key: 'ci' }, { state: required }],
  ['no key', { state: 'FAILED' }, { key: required }],
  ['nothing', {}, { key: required, state: required }],
  ['an empty state', { ...good, state: '' }, { state: required }],
  ['a null state', { ...good, state: null }, { state: required }],
  ['an empty key', { ...good, key: '' }, { key: required }],
  ['a null key', { ...good, key: null }, { key: required }],
  ['an unknown state', { ...good, state: 'CANCELLED' }, { state: `Select a valid choice. CANCELLED ${choices}` }],
  ['a state in lower case', { ...good, state: 'failed' }, { state: `Select a valid choice. failed ${choices}` }],
  [
    'another type',
    { ...good, type: 'deployment' },
    { type: 'Select a valid choice. deployment is not one of the available choices: build.' },
  ],
  [
    'a key too long',
    { ...good, key: 'k'.repeat(256) },
    { key: 'Ensure this value has at most 255 characters (it has 256).' },
  ],
  [
    'a name too long',
    { ...good, name: '🚦'.repeat(256) },
    { name: 'Ensure this value has at most 255 characters (it has 256).' },
  ],
  [
    'a refname too long',
    { ...good, refname: 'r'.repeat(256) },
    { refname: 'Ensure this value has at most 255 characters (it has 256).' },
  ],
  [
    'a description too long',
    { ...good, description: 'd'.repeat(4097) },
    { description: 'Ensure this value has at most 4096 characters (it has 4097).' },
  ],
  [
    'a url too long',
    { ...good, url: `http://ci/${'x'.repeat(2039)}` },
    { url: 'Ensure this value has at most 2048 characters (it has 2049).' },
  ],
  ['a script for a url', { ...good, url: 'javascript:alert(1)' }, { url: badUrl }],
  ['a path for a url', { ...good, url: '/my-build' }, { url: badUrl }],
  [
    'an object that cannot be shown',
    { ...good, type: { toString: 1 } },
    { type: 'Select a valid choice. This is not one of the available choices: build.' },
  ],
  ['a key beyond exact numbers', { ...good, key: 1e20 }, { key: 'must be <= 9007199254740991' }],
  ['a number for a name', { ...good, name: 5 }, { name: 'Not a valid string.' }],
  ['an object for a description', { ...good, description: {} }, { description: 'Not a valid string.' }],
  ['a null character', { ...good, name: 'a\0b' }, { name: badText }],
  ['half a character', { ...good, description: '\ud800' }, { description: badText }],
  ['half a character in a key', { ...good, key: '\udc00' }, { key: badKey }],
  ['a key that no URL can name', { ...good, key: '..' }, { key: badKey }],
  [
    'several wrong members',
    { key: '', state: 'x', url: 'ftp://x' },
    { key: required, state: `Select a valid choice. x ${choices}`, url: badUrl },
  ],
];

describe('POST …/statuses/build with a wrong member', () => {
  test.each(wrongMembers)('refuses %s, naming the field', async (_, json, fields) => {
    const { status, body } = await call(buildUrl(server.baseUrl), { method: 'POST', json });

    expect(status).toBe(400);
    expect(body).toEqual({
      type: 'error',
      error: {
        message: Object.entries(fields)
          .map(([field, message]) => `${field}: ${message}`)
          .join(' '),
        fields: Object.fromEntries(Object.entries(fields).map(([field, message]) => [field, [message]])),
      },
    });
  });

  test('changes nothing: not even the repository has come to be', async () => {
    const repository = 'never/made';

    await call(buildUrl(server.baseUrl, { repository }), { method: 'POST', json: { key: 'ci' } });
    for (const commit of ['nonsense', 'abcdef1']) {
      const answer = await call(buildUrl(server.baseUrl, { repository, commit }), { method: 'POST', json: good });
      expect([answer.status, answer.body.error.message]).toEqual([404, 'Commit not found']);
    }

    expect((await call(statusesUrl(server.baseUrl, { repository }))).status).toBe(404);
  });

  test('leaves the status that is there as it is', async () => {
    const created = await call(buildUrl(server.baseUrl), {
      method: 'POST',
      json: { ...good, key: 'stays' },
    });

    await call(buildUrl(server.baseUrl), { method: 'POST', json: { key: 'stays', state: 'GONE' } });
    await call(created.body.links.self.href, { method: 'PUT', json: { state: 'FAILED', url: 'javascript:x' } });

    expect((await call(created.body.links.self.href)).body).toEqual(created.body);
  });
});

describe('POST …/statuses/build with a wrong body', () => {
  const bodies: readonly (readonly [string, Call, number, string])[] = [
    ['malformed JSON', { raw: '{"key":', headers: { 'content-type': 'application/json' } }, 400, 'not valid JSON'],
    ['an array', { json: [good] }, 400, 'must be a JSON object'],
    ['a text', { json: 'SUCCESSFUL' }, 400, 'must be a JSON object'],
    ['null', { json: null }, 400, required],
    ['no body at all', {}, 400, required],
    [
      'JSON sent as a form',
      { raw: JSON.stringify(good), headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      400,
      "-H 'Content-Type: application/json'",
    ],
    [
      'bytes that are no text',
      {
        bytes: Buffer.from('{"key":"\xff","state":"FAILED"}', 'latin1'),
        headers: { 'content-type': 'application/json' },
      },
      400,
      'not valid UTF-8',
    ],
    [
      'a form of bytes that are no text',
      { raw: 'key=%ff&state=FAILED', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      400,
      'not valid UTF-8',
    ],
    [
      'XML',
      { raw: '<status/>', headers: { 'content-type': 'application/xml' } },
      415,
      'Content-Type: application/json',
    ],
    ['plain text', { raw: 'x', headers: { 'content-type': 'text/plain' } }, 415, 'Content-Type: application/json'],
    [
      'a Content-Type that is none',
      { raw: 'x', headers: { 'content-type': 'nonsense' } },
      415,
      'Content-Type: application/json',
    ],
    ['more than 64 KiB', { json: { ...good, description: 'x'.repeat(65 * 1024) } }, 413, '64 KiB'],
    [
      'a member given twice',
      { raw: 'key=a&key=b&state=FAILED', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      400,
      'key: Not a valid string.',
    ],
  ];

  test.each(bodies)('refuses %s and says what to do', async (_, request, status, message) => {
    const answer = await call(buildUrl(server.baseUrl), { method: 'POST', ...request });

    expect(answer.status).toBe(status);
    expect(answer.body.type).toBe('error');
    expect(`${answer.body.error.message} ${answer.body.error.detail}`).toContain(message);
  });
});

describe('a path that leads nowhere', () => {
  const commitNotFound = (sha: string) => ({ message: 'Commit not found', data: { shas: [sha] } });

  test.each(['abc', 'main', 'zzzzzzz', `${documentedCommit}0g`])(
    'gives Bitbucket’s 404 for the commit %s',
    async (commit) => {
      await call(buildUrl(server.baseUrl), { method: 'POST', json: good });

      for (const answer of [
        await call(buildUrl(server.baseUrl, { commit }), { method: 'POST', json: good }),
        await call(statusesUrl(server.baseUrl, { commit })),
      ]) {
        expect(answer.status).toBe(404);
        expect(answer.body).toMatchObject({ type: 'error', error: commitNotFound(commit), data: { shas: [commit] } });
      }
    },
  );

  test('gives 404 for an abbreviated commit that nobody reported yet', async () => {
    const answer = await call(buildUrl(server.baseUrl, { commit: 'abcdef1' }), { method: 'POST', json: good });

    expect([answer.status, answer.body.error]).toEqual([404, commitNotFound('abcdef1')]);
  });

  test.each([
    [
      'an unknown repository',
      '/2.0/repositories/no/such/commit/abcdef1/statuses',
      'You may not have access to this repository',
    ],
    [
      'an unknown UUID',
      '/2.0/repositories/%7B%7D/%7B11111111-2222-3333-4444-555555555555%7D/commit/abcdef1/statuses',
      'You may not have access',
    ],
    ['an unknown route', '/2.0/nonsense', 'Resource not found'],
    ['an unknown method', '/2.0/repositories/acme/widgets/commit', 'Resource not found'],
    [
      'a name longer than any',
      `/2.0/repositories/${'x'.repeat(4000)}/widgets/commit/abcdef1/statuses`,
      'Resource not found',
    ],
    ['an API of ours that is not there', '/signalbox/1/nonsense', 'Resource not found'],
  ])('gives 404 for %s', async (_, path, message) => {
    const { status, statusText, body } = await call(`${server.baseUrl}${path}`);

    expect([status, statusText]).toEqual([404, 'Not Found']);
    expect(body).toMatchObject({ type: 'error', error: { message: expect.stringContaining(message) } });
  });

  test('gives 404 for a key that nobody reported', async () => {
    await call(buildUrl(server.baseUrl), { method: 'POST', json: good });

    const answer = await call(buildUrl(server.baseUrl, { key: 'nobody' }));

    expect([answer.status, answer.statusText, answer.body.error.message]).toEqual([
      404,
      'Not Found',
      `Commit ${documentedCommit.slice(0, 12)} has no build status with the key 'nobody'.`,
    ]);
  });

  test('refuses a repository whose name cannot be one', async () => {
    const answer = await call(buildUrl(server.baseUrl, { repository: 'acme/a%20b' }), { method: 'POST', json: good });

    expect([answer.status, answer.body.error.message]).toEqual([400, expect.stringContaining("(received 'a b')")]);
  });

  test('refuses a percent sign that encodes nothing', async () => {
    const answer = await call(`${server.baseUrl}/2.0/repositories/%zz`);

    expect([answer.status, answer.body.type]).toEqual([400, 'error']);
  });
});

describe('a request that is hardly one', () => {
  test('gets the error envelope all the same', async () => {
    expect(await sendRaw('NONSENSE\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n[\s\S]*\{"type":"error"/);
  });

  test('is told when its headers are too long', async () => {
    const answer = await sendRaw(`GET /2.0 HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`);

    expect(answer).toMatch(/^HTTP\/1\.1 431 [\s\S]*too long/);
  });

  test('is refused when its host is not one', async () => {
    const path = new URL(statusesUrl('http://x')).pathname;

    expect(await sendRaw(`GET ${path} HTTP/1.1\r\nHost: a"b<c\r\nConnection: close\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 400 /,
    );
  });

  async function sendRaw(request: string): Promise<string> {
    const { hostname, port } = new URL(server.baseUrl);
    const socket = connect(Number(port), hostname);
    socket.end(request);
    return text(socket);
  }
});

test('a form of as many members as fit takes no longer than its bytes, give or take', async () => {
  await using server = await startServer();
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const formOf = (count: number) => Array.from({ length: count }, (_, index) => index.toString(36)).join('&');
  const send = async (count: number) => {
    const begin = performance.now();
    const { status } = await call(buildUrl(server.baseUrl), { method: 'POST', raw: formOf(count), headers });
    expect(status).toBe(400);
    return performance.now() - begin;
  };
  await send(1000);

  const few = await send(1000);
  const many = await send(13_000);

  // Comparing each with each would take 169 times as long.
  expect(many).toBeLessThan(few * 13 * 5);
});
