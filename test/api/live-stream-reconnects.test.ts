import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { StatementSync } from 'node:sqlite';
import { Client } from 'pg';
import { expect, onTestFinished, test, vi } from 'vitest';
import { buildUrl, eventsUrl, hashFrom } from '../support/addresses.ts';
import { call } from '../support/call.ts';
import { listenToEvents } from '../support/listen-to-events.ts';
import { isOnPostgres, startServer } from '../support/start-server.ts';
import { startTcpProxy } from '../support/tcp-proxy.ts';
import { createTemporaryDirectory } from '../support/temporary-directory.ts';

const patience = { timeout: 60_000, interval: 20 };
const commit = hashFrom('c0ffee');

/** A server with a store that several may use at once. */
async function start(times: object) {
  await using parts = new AsyncDisposableStack();
  const directory = parts.use(createTemporaryDirectory());
  const place = isOnPostgres ? {} : { memory: false, data: directory.path };
  const server = parts.use(await startServer(place, 'dev', { eventStreams: times }));
  const opened = parts.move();
  onTestFinished(() => opened.disposeAsync());
  return server;
}

function report(baseUrl: string, key: string, members: object = {}) {
  return call(buildUrl(baseUrl, { commit }), { method: 'POST', json: { key, state: 'INPROGRESS', ...members } });
}

test('readers whose connections break all the time miss nothing of twenty writers, and have nothing twice', {
  timeout: 120_000,
}, async () => {
  const rounds = 25;
  const server = await start({ beatMs: 50, retryMs: 5 });
  await report(server.baseUrl, 'before');
  // In the middle of a block, of a line, of a letter: wherever it may be.
  await using proxy = await startTcpProxy(server.baseUrl, { cutAfter: () => Math.floor(Math.random() * 15_000) });
  const listeners = ['?after=0', '?after=1', '?after=0&fields=key,name'].map((query) =>
    listenToEvents(eventsUrl(proxy.baseUrl, { query })),
  );
  const ofCommit = listenToEvents(eventsUrl(proxy.baseUrl, { of: `/commits/${commit}`, query: '?after=0' }));
  onTestFinished(() => {
    for (const listener of [...listeners, ofCommit]) listener[Symbol.dispose]();
  });

  const write = async (writer: number) => {
    for (let round = 0; round < rounds; round += 1) {
      await report(server.baseUrl, `w${writer}`, { name: `${writer}/${round} 🚦` });
    }
  };
  await Promise.all(Array.from({ length: 20 }, (_, writer) => write(writer)));

  const last = 1 + 20 * rounds;
  for (const listener of [...listeners, ofCommit]) {
    await vi.waitFor(() => expect(listener.statuses().at(-1)?.id).toBe(`${last}`), patience);
    const ids = listener.statuses().map(({ id }) => Number(id));
    expect(ids).toEqual(ids.map((_, index) => last - ids.length + 1 + index));
    expect(ids.length).toBeGreaterThanOrEqual(last - 1);
    for (const { data } of listener.statuses()) expect(data.name).toMatch(/^(|\d+\/\d+ 🚦)$/u);
  }
  expect(proxy.count()).toBeGreaterThan(5 * listeners.length);
});

test('a reader that has stopped reading is cut off, and goes on where it was', { timeout: 60_000 }, async () => {
  const server = await start({ beatMs: 600_000, stallMs: 200 });
  await report(server.baseUrl, 'before');
  const accepted = once(server.app.server, 'connection');
  const { hostname, port } = new URL(server.baseUrl);
  const socket = connect(Number(port), hostname);
  socket.write(`GET ${eventsUrl('')} HTTP/1.1\r\nHost: ${hostname}\r\n\r\n`);
  await once(socket, 'data');
  socket.pause();
  const [reader] = await accepted;
  const cut = once(reader, 'close');

  // More than all the buffers between the two hold.
  const long = { state: 'FAILED', description: 'x'.repeat(4096), url: `https://ci.example.org/${'y'.repeat(2000)}` };
  const url = `${server.baseUrl}/signalbox/1/repositories/acme/widgets/statuses/batch`;
  for (const round of [1, 2, 3]) {
    const statuses = Array.from({ length: 1000 }, (_, index) => ({ commit, key: `${round}/${index}`, ...long }));
    expect((await call(url, { method: 'POST', json: { statuses } })).status).toBe(200);
  }
  await cut;

  const taken = idsIn(await readToEnd(socket));
  expect(taken.length).toBeLessThan(3000);
  using listener = listenToEvents(eventsUrl(server.baseUrl, { query: `?after=${taken.at(-1) ?? 1}` }));
  await vi.waitFor(() => expect(listener.statuses().at(-1)?.id).toBe('3001'), patience);
  const ids = [...taken, ...listener.statuses().map(({ id }) => Number(id))];
  expect(ids).toEqual(Array.from({ length: 3000 }, (_, index) => 2 + index));
});

async function readToEnd(socket: Socket): Promise<string> {
  let text = '';
  socket.setEncoding('latin1').on('data', (chunk) => {
    text += chunk;
  });
  socket.on('error', () => {}).resume();
  await once(socket, 'close');
  return text;
}

/** Of the statuses that came as a whole. */
function idsIn(stream: string): readonly number[] {
  return [...stream.matchAll(/^id: (\d+)\n\n/gm)].map(([, id]) => Number(id)).filter((id) => id > 1);
}

test.each([
  ['a thousand streams of a repository', 1000, ''],
  ['hundreds of streams of a pull request', 300, '/pullrequests/1'],
])('%s ask the database together', { timeout: 120_000 }, async (_, count, of) => {
  const server = await start({ beatMs: 600_000 });
  await report(server.baseUrl, 'before', { refname: 'gate' });
  await call(`${server.baseUrl}/2.0/repositories/acme/widgets/pullrequests`, {
    method: 'POST',
    json: { title: 'Widen the gate', source: { branch: { name: 'gate' } } },
  });
  const url = eventsUrl(server.baseUrl, { of, query: '?after=1' });
  const readers = await Promise.all(Array.from({ length: count }, () => openStream(url)));

  const asked = isOnPostgres ? vi.spyOn(Client.prototype, 'query') : vi.spyOn(StatementSync.prototype, 'all');
  onTestFinished(() => asked.mockRestore());
  const writes = 10;
  for (let index = 0; index < writes; index += 1) await report(server.baseUrl, `k${index}`);
  for (const reader of readers) {
    let text = '';
    while (!text.includes(`id: ${1 + writes}\n`)) text += (await reader.read()).value;
    expect(text.match(/^id: \d+$/gm)).toHaveLength(writes);
  }

  expect(asked.mock.calls.length).toBeLessThan(writes * 20);
  for (const reader of readers) await reader.cancel();
});

/** A stream of which the first block has been read. */
async function openStream(url: string) {
  const { body } = await fetch(url);
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
  if (reader === undefined) throw new Error('There is no stream.');
  expect((await reader.read()).value).toContain('id: 1\n');
  return reader;
}
