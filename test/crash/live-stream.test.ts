import { expect, onTestFinished, test, vi } from 'vitest';
import { buildUrl, eventsUrl } from '../support/addresses.ts';
import { call } from '../support/call.ts';
import { type Listener, listenToEvents } from '../support/listen-to-events.ts';
import { startProgram } from '../support/program.ts';
import { type Load, startLoad } from '../support/report-load.ts';
import { startTcpProxy } from '../support/tcp-proxy.ts';
import { createTemporaryDirectory } from '../support/temporary-directory.ts';
import { createTestDatabase } from '../support/test-database.ts';

const patience = { timeout: 60_000, interval: 20 };

async function expectProgress(load: Load, count = 100): Promise<void> {
  const before = load.acknowledged.length;
  await vi.waitFor(() => expect(load.acknowledged.length).toBeGreaterThan(before + count), patience);
}

/** Every event from the first, each once and in order, and all that was acknowledged among them. */
async function expectWhole(listener: Listener, load: Load): Promise<void> {
  const heard = () => new Set(listener.statuses().map(({ data }) => data.name));
  const isMissing = ({ name }: { readonly name: string }) => !heard().has(name);
  await vi.waitFor(() => expect(isMissing(load.acknowledged.at(-1) ?? { name: '' })).toBe(false), patience);
  const names = heard();

  expect(load.acknowledged.filter(({ name }) => !names.has(name))).toEqual([]);
  const ids = listener.statuses().map(({ id }) => Number(id));
  expect(ids).toEqual(ids.map((_, index) => index + 1));
}

test.each(['SQLite', 'PostgreSQL'])(
  'a stream that is read while the server is killed and started again misses nothing: %s',
  {
    timeout: 180_000,
  },
  async (kind) => {
    await using parts = new AsyncDisposableStack();
    const args =
      kind === 'SQLite'
        ? ['--data', parts.use(createTemporaryDirectory()).path]
        : ['--database-url', parts.use(await createTestDatabase()).url];
    const start = async () => parts.use(await startProgram(['dev', '--port', '0', ...args]));
    let program = await start();
    // What has the repository appear.
    await call(buildUrl(program.baseUrl), { method: 'POST', json: { key: 'first', state: 'FAILED' } });
    const proxy = parts.use(await startTcpProxy(program.baseUrl));
    const load = parts.use(startLoad([proxy.baseUrl], 8));
    const listener = parts.use(listenToEvents(eventsUrl(proxy.baseUrl, { query: '?after=0' })));

    for (let round = 0; round < 3; round += 1) {
      await expectProgress(load);
      await vi.waitFor(() => expect(listener.connections()).toBeGreaterThan(round), patience);
      await program.stop('SIGKILL');
      program = await start();
      proxy.lead(program.baseUrl);
    }
    await expectProgress(load);
    await load.stop();

    await expectWhole(listener, load);
    expect(listener.connections()).toBeGreaterThan(3);
  },
);

test('open streams hold up nobody who stops the server: they end, and the program does', {
  timeout: 60_000,
}, async () => {
  await using program = await startProgram(['dev', '--port', '0', '--memory']);
  await call(buildUrl(program.baseUrl), { method: 'POST', json: { key: 'first', state: 'FAILED' } });
  const streams = await Promise.all(Array.from({ length: 20 }, () => fetch(eventsUrl(program.baseUrl))));
  // One of them is never read.
  const ends = streams.slice(1).map((stream) => stream.text());
  const begun = performance.now();

  const end = await program.stop('SIGTERM');

  expect(end).toEqual({ code: 0, signal: null });
  // Requests in flight may take ten seconds.
  expect(performance.now() - begun).toBeLessThan(5000);
  for (const text of await Promise.all(ends)) expect(text).toContain('event: heartbeat');
});

test('a reader whose server is killed goes on at another one of the same database', { timeout: 120_000 }, async () => {
  await using database = await createTestDatabase();
  const start = () => startProgram(['dev', '--port', '0', '--database-url', database.url]);
  await using written = await start();
  await using killed = await start();
  await call(buildUrl(written.baseUrl), { method: 'POST', json: { key: 'first', state: 'FAILED' } });
  await using proxy = await startTcpProxy(killed.baseUrl);
  await using load = startLoad([written.baseUrl], 8);
  const listener = listenToEvents(eventsUrl(proxy.baseUrl, { query: '?after=0' }));
  onTestFinished(() => listener[Symbol.dispose]());
  await expectProgress(load);
  await vi.waitFor(() => expect(listener.statuses().length).toBeGreaterThan(50), patience);

  await killed.stop('SIGKILL');
  await expectProgress(load);
  proxy.lead(written.baseUrl);
  await expectProgress(load);
  await load.stop();

  await expectWhole(listener, load);
  expect(load.refused).toEqual([]);
  expect(listener.connections()).toBeGreaterThan(1);
});
