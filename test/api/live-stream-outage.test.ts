import { expect, test, vi } from 'vitest';
import { buildUrl, eventsUrl } from '../support/addresses.ts';
import { call } from '../support/call.ts';
import { listenToEvents } from '../support/listen-to-events.ts';
import { startPostgres } from '../support/postgres-server.ts';
import { startServer } from '../support/start-server.ts';

const patience = { timeout: 30_000, interval: 20 };

test('a stream outlasts a database that is away, and has what was reported since', { timeout: 120_000 }, async () => {
  await using postgres = await startPostgres();
  const flags = { memory: false, databaseUrl: postgres.url };
  await using server = await startServer(flags, 'dev', { eventStreams: { beatMs: 50 } });
  const report = async (key: string) => {
    const { status } = await call(buildUrl(server.baseUrl), { method: 'POST', json: { key, state: 'FAILED' } });
    expect(status).toBe(201);
  };
  const keys = () => listener.statuses().map(({ data }) => data.key);
  await report('before');
  using listener = listenToEvents(eventsUrl(server.baseUrl, { query: '?after=0' }));
  await vi.waitFor(() => expect(keys()).toEqual(['before']));

  await postgres.stop();
  const heard = listener.all.length;
  // It beats meanwhile, and looks each time whether it still may.
  await vi.waitFor(() => expect(listener.all.length).toBeGreaterThan(heard + 5), patience);
  await postgres.start();
  await vi.waitFor(() => report('after'), patience);

  await vi.waitFor(() => expect(keys()).toEqual(['before', 'after']), patience);
  expect(listener.connections()).toBe(1);
});
