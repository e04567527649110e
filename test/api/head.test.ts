import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildUrl, documentedCommit, statusesUrl } from '../support/addresses.ts';
import { call } from '../support/call.ts';
import { callTarget } from '../support/call-target.ts';
import { type RunningServer, startServer } from '../support/start-server.ts';

let server: RunningServer;

beforeAll(async () => {
  server = await startServer();
  await call(buildUrl(server.baseUrl), { method: 'POST', json: { key: 'ä', state: 'FAILED', name: '🚦' } });
});
afterAll(() => server[Symbol.asyncDispose]());

test.each([
  [200, statusesUrl('')],
  [200, `${statusesUrl('')}/?pagelen=1`],
  [200, buildUrl('', { key: 'ä' })],
  [200, '/openapi.json'],
  [200, '/healthz'],
  [200, '/'],
  [200, '/assets/signalbox.svg'],
  [200, `/acme/widgets/commits/${documentedCommit}`],
  [400, `${statusesUrl('')}?pagelen=101`],
  [400, '/2.0/%zz'],
  [404, buildUrl('', { key: 'none' })],
  [404, buildUrl('')],
  [404, '/2.0/nonsense'],
])('HEAD gives the %s and the headers of GET %s, and nothing else', async (status, target) => {
  const get = await callTarget(server.baseUrl, target);

  const head = await callTarget(server.baseUrl, target, { method: 'HEAD' });

  expect([get.status, head.status, head.body]).toEqual([status, status, '']);
  expect({ ...head.headers, date: '' }).toEqual({ ...get.headers, date: '' });
  expect(head.headers['content-length']).toBe(String(Buffer.byteLength(get.body)));
});

test.each([
  ['GET', statusesUrl(''), {}],
  ['HEAD', statusesUrl(''), {}],
  ['OPTIONS', statusesUrl(''), {}],
  ['OPTIONS', '/2.0', {}],
  ['POST', buildUrl(''), {}],
  ['POST', buildUrl(''), { json: { key: 'ci', state: 'FAILED' } }],
  ['POST', buildUrl(''), { headers: { origin: 'https://evil.test' } }],
  ['PUT', buildUrl('', { key: 'none' }), { json: {} }],
  ['DELETE', buildUrl('', { key: 'ä' }), {}],
  ['PATCH', '/2.0', {}],
  ['GET', '/2.0/%zz', { headers: { accept: 'text/html' } }],
  ['GET', '/signalbox', { headers: { accept: 'text/html' } }],
  ['GET', '/nonsense', {}],
])('every answer says what it is: %s %s', async (method, target, request) => {
  const { headers } = await callTarget(server.baseUrl, target, { method, ...request });

  const type = method === 'OPTIONS' ? 'text/plain' : 'application/json';
  expect(headers['content-type']).toBe(`${type}; charset=utf-8`);
});

test('a redirect says what it is, too, and an answer without news says nothing new', async () => {
  const redirect = await callTarget(server.baseUrl, '/docs/api');
  const { headers } = await callTarget(server.baseUrl, '/assets/signalbox.css');
  const unchanged = await callTarget(server.baseUrl, '/assets/signalbox.css', {
    headers: { 'if-none-match': headers.etag ?? '' },
  });

  expect([redirect.status, redirect.headers['content-type']]).toEqual([301, 'text/plain; charset=utf-8']);
  expect([unchanged.status, unchanged.headers['content-type']]).toEqual([304, undefined]);
});
