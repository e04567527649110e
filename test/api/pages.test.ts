import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildUrl, documentedCommit } from '../support/addresses.ts';
import { call } from '../support/call.ts';
import { type RunningServer, startServer } from '../support/start-server.ts';

let server: RunningServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server[Symbol.asyncDispose]());

test('the start page shows the line that reports a build to this very server', async () => {
  const { status, headers, body } = await call(`${server.baseUrl}/`);

  expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  expect(body).toContain(`curl ${server.baseUrl}/2.0/repositories/my-workspace/my-repo/commit/${documentedCommit}`);
});

test('a repository has a picture, which its links name', async () => {
  const { repository } = (
    await call(buildUrl(server.baseUrl), { method: 'POST', json: { key: 'ci', state: 'FAILED' } })
  ).body;

  const { status, headers, body } = await call(repository.links.avatar.href);

  expect([status, headers.get('content-type')]).toEqual([200, 'image/svg+xml']);
  expect(body).toContain('<title>widgets</title>');
});

test('pages allow no script and nothing from elsewhere', async () => {
  for (const path of ['/', '/acme/none/commits/x', '/nothing/there/at/all', '/%zz']) {
    const { headers } = await call(`${server.baseUrl}${path}`, { headers: { accept: 'text/html' } });

    expect([path, headers.get('content-type')]).toEqual([path, 'text/html; charset=utf-8']);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('same-origin');
  }
});

test('no cache on the way keeps a picture, which some may see and others not', async () => {
  const { headers } = await call(`${server.baseUrl}/acme/widgets/avatar.svg`);

  expect(headers.get('cache-control')).toContain('private');
});

test.each([
  ['text/html,application/xhtml+xml', 'text/html; charset=utf-8'],
  ['application/json', 'application/json; charset=utf-8'],
])('what is not there is told as %s is read', async (accept, type) => {
  const { status, headers } = await call(`${server.baseUrl}/acme/none/commits/${documentedCommit}`, {
    headers: { accept },
  });

  expect([status, headers.get('content-type')]).toEqual([404, type]);
});

test('the reference of the API closes the connections of those who ask for it', async () => {
  const { hostname, port } = new URL(server.baseUrl);
  const socket = connect(Number(port), hostname);
  socket.write(`GET /docs/api/ HTTP/1.1\r\nHost: ${hostname}:${port}\r\nConnection: close\r\n\r\n`);

  // Ends when the server ends the connection.
  const answer = await text(socket);

  expect(answer).toMatch(/^HTTP\/1.1 200 OK\r\n/);
  expect(answer.match(/^connection: .*$/gim)).toEqual(['Connection: close']);
});
