import { once } from 'node:events';
import { type AddressInfo, connect, type Socket } from 'node:net';
import fastify from 'fastify';
import { expect, onTestFinished, test } from 'vitest';
import { createClosingSignal, endOfWaiting } from './closing-signal.ts';
import { eventStream, formatEventBlock } from './event-stream.ts';

/** Far more than sockets take. */
const longText = 'x'.repeat(100_000);

/** An app with a stream that never runs dry, and what became of it. */
async function start(stallMs: number) {
  const app = fastify();
  const closing = createClosingSignal(app);
  const ended = Promise.withResolvers<void>();
  let made = 0;
  async function* texts(signal: AbortSignal) {
    try {
      for (; !signal.aborted; made += 1) yield longText;
    } finally {
      ended.resolve();
    }
  }
  app.get('/', async (_request, reply) => {
    const signal = endOfWaiting(reply, closing);
    return eventStream(reply, texts(signal), { stallMs, retryMs: 7, signal });
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  onTestFinished(() => app.close());
  const { port } = app.server.address() as AddressInfo;
  return { app, port, ended: ended.promise, made: () => made };
}

/** A reader that has taken the beginning, and takes nothing more. */
async function stall(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
  await once(socket, 'data');
  return socket.pause();
}

test('a reader that takes nothing is cut off, and what waits for it is bounded', async () => {
  const { port, ended, made } = await start(50);
  const socket = await stall(port);

  await ended;

  expect(made() * longText.length).toBeLessThan(20_000_000);
  // The connection is gone, and the answer has no end.
  let text = '';
  socket.setEncoding('latin1').on('data', (chunk) => {
    text += chunk;
  });
  socket.on('error', () => {}).resume();
  await once(socket, 'close');
  expect(text.endsWith('0\r\n\r\n')).toBe(false);
});

test('a reader that takes what comes is not cut off, however long that takes', async () => {
  const { port, ended, made } = await start(50);
  const begun = performance.now();
  const socket = connect(port, '127.0.0.1');
  socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');

  for await (const _ of socket) if (performance.now() - begun > 200) break;
  await ended;

  expect(made()).toBeGreaterThan(10);
});

test('a reader that has stalled holds up nobody who closes the server', async () => {
  const { app, port, ended } = await start(600_000);
  await stall(port);

  await app.close();

  await ended;
});

test('a block ends with the id, and the data is one line', () => {
  expect(formatEventBlock({ event: 'status', data: { name: 'a\nb\r\u2028' }, id: 12 })).toBe(
    'event: status\ndata: {"name":"a\\nb\\r\u2028"}\nid: 12\n\n',
  );
  expect(formatEventBlock({ event: 'gap', data: {} })).toBe('event: gap\ndata: {}\n\n');
});
