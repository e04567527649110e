import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { ServiceError } from '../../domain/error.ts';
import { askUntil } from './ask-until.ts';
import { createRemoteClient } from './remote-client.ts';
import { bitbucketPath, ownPath } from './repository-paths.ts';

async function serve(listener: RequestListener) {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const close = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  return { url: `http://127.0.0.1:${port}`, port, [Symbol.asyncDispose]: close };
}

function answer(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): RequestListener {
  return (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
}

const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error) => error as ServiceError,
  );

test('asks with the token, and gives what the server says', async () => {
  const asked: unknown[] = [];
  await using server = await serve((request, response) => {
    asked.push([request.url, request.headers.authorization, request.headers['if-none-match']]);
    answer(200, { is: 'here' }, { etag: '"a"' })(request, response);
  });

  const found = await createRemoteClient(server.url, 'sbx_a').get('/x?y=1', { ifNoneMatch: '"b"' });
  await createRemoteClient(server.url, undefined).get('/z');

  expect(found).toEqual({ status: 200, body: { is: 'here' }, tag: '"a"' });
  expect(asked).toEqual([
    ['/x?y=1', 'Bearer sbx_a', '"b"'],
    ['/z', undefined, undefined],
  ]);
});

test('gives a 304 without a body', async () => {
  await using server = await serve((_request, response) => response.writeHead(304, { etag: '"a"' }).end());

  expect(await createRemoteClient(server.url, 'x').get('/')).toEqual({ status: 304, body: undefined, tag: '"a"' });
});

const envelope = (message: string, detail?: object) => ({
  type: 'error',
  error: { message, ...(detail && { detail }) },
});

test.each([
  [401, envelope('Wrong.'), 'unauthenticated', 'answers 401: Wrong. Set SIGNALBOX_TOKEN to an access token that'],
  [
    403,
    envelope('No.', { required: ['repository'] }),
    'forbidden',
    'answers 403: No. (repository) Set SIGNALBOX_TOKEN',
  ],
  [404, envelope('None\u001b[2J.'), 'not_found', 'answers 404: None�[2J.'],
  [429, envelope('Later.'), 'rate_limited', 'answers 429: Later.'],
  [500, envelope('Oh.'), 'unavailable', 'answers 500: Oh.'],
  [503, 'Bad gateway', 'unavailable', 'answers 503'],
  [200, '<html>', 'internal', "answers what is no JSON: is it Signalbox? (received '<html>')"],
  [418, {}, 'internal', 'answers 418'],
])('tells what is wrong with %i', async (status, body, code, message) => {
  await using server = await serve(answer(status, body));

  const error = await failureOf(createRemoteClient(server.url, 'x').get('/'));

  expect([error?.code, error?.message]).toEqual([code, expect.stringContaining(`${server.url} ${message}`)]);
});

test('follows no redirect, and says where it leads', async () => {
  await using server = await serve(answer(301, '', { location: 'https://builds.example.com/x' }));

  const error = await failureOf(createRemoteClient(server.url, 'x').get('/'));

  expect([error?.code, error?.message]).toEqual([
    'invalid',
    `${server.url} redirects to https://builds.example.com/x: name the server by where it is.`,
  ]);
});

test('a server that is not there may come, one that speaks no HTTP will not change', async () => {
  const gone = await serve(answer(200, {}));
  await gone[Symbol.asyncDispose]();
  await using other = await serve(answer(200, {}));
  const tls = other.url.replace('http:', 'https:');

  const refused = await failureOf(createRemoteClient(gone.url, 'x').get('/'));
  const wrong = await failureOf(createRemoteClient(tls, 'x').get('/'));

  expect([refused?.code, refused?.message]).toEqual(['unavailable', `${gone.url} cannot be reached: ECONNREFUSED.`]);
  expect([wrong?.code, wrong?.message]).toEqual(['invalid', expect.stringContaining(`${tls} cannot be reached: `)]);
});

test('asks again while the server is away, and tells of it', async () => {
  let count = 0;
  await using server = await serve((request, response) => {
    count += 1;
    answer(count < 3 ? 503 : 200, {}, count < 3 ? { 'retry-after': '0' } : {})(request, response);
  });
  const client = createRemoteClient(server.url, 'x');
  const told: string[] = [];

  const found = await askUntil(() => client.get('/'), {
    deadline: performance.now() + 60_000,
    onAway: ({ code }) => told.push(code),
  });

  expect([found.status, told]).toEqual([200, ['unavailable', 'unavailable']]);
});

test('asks once when there is no time, and not again for what will stay wrong', async () => {
  const asked: string[] = [];
  const fail = (code: 'unavailable' | 'forbidden') => async () => {
    asked.push(code);
    throw new ServiceError(code, 'no');
  };

  const late = await failureOf(askUntil(fail('unavailable'), { deadline: performance.now() }));
  const never = await failureOf(askUntil(fail('forbidden'), { deadline: performance.now() + 60_000 }));

  expect([late?.code, never?.code, asked]).toEqual(['unavailable', 'forbidden', ['unavailable', 'forbidden']]);
});

test('paths name a repository by slugs or UUIDs', () => {
  expect(ownPath({ workspace: 'acme', slug: 'widgets' }, 'last-green')).toBe(
    '/signalbox/1/repositories/acme/widgets/last-green',
  );
  expect(bitbucketPath({ workspace: '{}', slug: '{1}' }, 'refs')).toBe('/2.0/repositories/%7B%7D/%7B1%7D/refs');
});
