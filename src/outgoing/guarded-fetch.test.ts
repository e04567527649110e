import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { createGuardedFetch } from './guarded-fetch.ts';

let cleanUp: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const each of cleanUp.toReversed()) await each();
  cleanUp = [];
});

async function serve(listener: RequestListener): Promise<{ origin: string; asked: () => number }> {
  let asked = 0;
  const server = createServer((request, answer) => {
    asked += 1;
    listener(request, answer);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  cleanUp.push(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked: () => asked };
}

function fetchGuarded(trustedOrigin: string, timeoutMs = 5000) {
  const guarded = createGuardedFetch({ trustedOrigin, timeoutMs, maxBytes: 1000 });
  cleanUp.push(async () => guarded[Symbol.asyncDispose]());
  return (url: string, rest: { method?: string; body?: URLSearchParams } = {}) =>
    guarded.fetch(url, { method: 'GET', headers: {}, ...rest });
}

test('what is trusted is asked wherever it is, and its answer is the whole one', async () => {
  const { origin } = await serve((request, answer) => {
    request.resume().on('end', () => answer.writeHead(201, { 'x-one': '1', 'set-cookie': ['a=1', 'b=2'] }).end('body'));
  });

  const answer = await fetchGuarded(origin)(`${origin}/x`, { method: 'POST', body: new URLSearchParams({ a: 'b c' }) });

  expect([answer.status, answer.headers.get('x-one'), await answer.text()]).toEqual([201, '1', 'body']);
  expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
});

test.each([
  ['without TLS', 'http://example.org/', 'without TLS'],
  ['this machine', 'https://127.0.0.1/', 'no public address'],
  ['this machine by its name', 'https://localhost/', 'no public address'],
  ['this machine in another spelling', 'https://0x7f000001/', 'no public address'],
  ['this machine by IPv6', 'https://[::1]/', 'no public address'],
  ['this machine by both', 'https://[::ffff:127.0.0.1]/', 'no public address'],
  ['what tells a machine in a cloud about itself', 'https://169.254.169.254/latest/meta-data/', 'no public address'],
  ['a network of one’s own', 'https://10.0.0.1/', 'no public address'],
  ['a name that is none', 'https://no-such-host.invalid/', 'ENOTFOUND'],
])('%s is not asked: %s', async (_, url, reason) => {
  await expect(fetchGuarded('https://id.example.org')(url)).rejects.toThrow(reason);
});

test('another port of what is trusted is not trusted', async () => {
  const [trusted, other] = [await serve((_, answer) => answer.end()), await serve((_, answer) => answer.end())];
  const ask = fetchGuarded(trusted.origin);

  await expect(ask(other.origin)).rejects.toThrow('without TLS');
  await expect(ask(other.origin.replace('http:', 'https:'))).rejects.toThrow('no public address');
  expect(other.asked()).toBe(0);
});

test('a redirect is an answer, and leads nowhere', async () => {
  const other = await serve((_, answer) => answer.end('secret'));
  const { origin } = await serve((_, answer) => answer.writeHead(302, { location: other.origin }).end());

  const answer = await fetchGuarded(origin)(origin);

  expect([answer.status, await answer.text(), other.asked()]).toEqual([302, '', 0]);
});

test('an answer that is too large is not read to its end', async () => {
  const { origin } = await serve((_, answer) => answer.end('x'.repeat(1001)));

  await expect(fetchGuarded(origin)(origin)).rejects.toMatchObject({ code: 'UND_ERR_RES_EXCEEDED_MAX_SIZE' });
});

test.each([
  ['does not begin', (() => {}) satisfies RequestListener],
  ['does not end', ((_, answer) => answer.write('x')) satisfies RequestListener],
] as const)('an answer that %s is not waited for', async (_, listener: RequestListener) => {
  const { origin } = await serve(listener);

  await expect(fetchGuarded(origin, 100)(origin)).rejects.toThrow('timeout');
});
