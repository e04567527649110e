import { once } from 'node:events';
import { connect } from 'node:net';
import fastify from 'fastify';
import { expect, test } from 'vitest';
import { createClosingSignal, endOfWaiting } from './closing-signal.ts';

/** An app that answers when the signal tells to, and what became of its signals. */
async function start() {
  const app = fastify();
  const closing = createClosingSignal(app);
  const held = Promise.withResolvers<AbortSignal>();
  const given = Promise.withResolvers<void>();
  app.get('/', async (_request, reply) => {
    const signal = endOfWaiting(reply, closing);
    held.resolve(signal);
    if (!signal.aborted) await once(signal, 'abort');
    given.resolve();
    return 'now';
  });
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  return { app, url, closing, held: held.promise, given: given.promise };
}

test('an answer that is held back is given when the server begins to close', async () => {
  const { app, url, held } = await start();
  const answer = fetch(url);
  await held;

  await app.close();

  expect(await (await answer).text()).toBe('now');
});

test('the wait ends when whoever waits goes away, and nobody else notices', async () => {
  const { app, url, held, given, closing } = await start();
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
  const signal = await held;
  expect(signal.aborted).toBe(false);

  socket.destroy();
  await given;

  expect([signal.aborted, closing.aborted]).toEqual([true, false]);
  await app.close();
});
