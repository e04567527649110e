import { Writable } from 'node:stream';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { createApp } from './create-app.ts';
import { createRequestCounter } from './request-limits.ts';

/** What the log says when requests with those headers come from one address, which may make a single one an hour. */
async function logOf(forwarded: readonly (string | undefined)[], trustedProxies: readonly string[] = []) {
  const lines: string[] = [];
  const sink = new Writable({ write: (chunk, _encoding, done) => done(void lines.push(String(chunk))) });
  const app = await createApp({
    logger: pino(sink),
    publicUrl: undefined,
    isReachedByTls: false,
    trustedProxies,
    believesEverybody: true,
    strict: false,
    renderErrorPage: ({ message }) => message,
  });
  const count = await createRequestCounter(app, {
    perToken: undefined,
    perAddress: { requests: 1, per: 'hour' },
  });
  app.addHook('onRequest', (request, reply) => count?.(request, reply, undefined));
  for (const address of forwarded) {
    await app.inject({ url: '/', headers: { ...(address && { 'x-forwarded-for': address }) } });
  }
  await app.close();
  return lines.map((line) => JSON.parse(line).msg);
}

test('a limit that a proxy meets which nobody has named is told once', async () => {
  const addresses = ['203.0.113.1', '203.0.113.2', '203.0.113.3'];

  expect(await logOf(addresses)).toEqual([expect.stringContaining('--trusted-proxies')]);
});

test('a limit that somebody meets without a proxy, or behind one with a name, is nothing to tell', async () => {
  expect(await logOf([undefined, undefined])).toEqual([]);
  expect(await logOf(['203.0.113.1', '203.0.113.1'], ['127.0.0.1/32'])).toEqual([]);
});
