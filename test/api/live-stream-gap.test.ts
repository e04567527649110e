import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test, vi } from 'vitest';
import { buildUrl, eventsUrl } from '../support/addresses.ts';
import { call } from '../support/call.ts';
import { runSql } from '../support/databases.ts';
import { listenToEvents } from '../support/listen-to-events.ts';
import { type ServingServer, startServing } from '../support/start-serving.ts';

/** As retention leaves a history: events up to that number are gone but for one, which tells the present. */
async function prune({ flags }: ServingServer, through: number, kept: number): Promise<void> {
  const statements = [
    `delete from status_events where id <= ${through} and id <> ${kept}`,
    `insert into repository_policies (repository_id, pruned_through) select id, ${through} from repositories`,
  ];
  if (flags.databaseUrl !== undefined) {
    for (const statement of statements) await runSql(String(flags.databaseUrl), statement);
    return;
  }
  using database = new DatabaseSync(join(String(flags.data), 'signalbox.sqlite'));
  database.exec(statements.join(';'));
}

async function startWithGap(through: number, kept: number) {
  await using parts = new AsyncDisposableStack();
  const server = parts.use(await startServing({}, { eventStreams: { beatMs: 50 } }));
  await server.access.repository('acme/widgets', { isPrivate: false });
  const { headers } = await server.access.token({ account: 'ci', scopes: ['buildstatus:write'] });
  for (const key of ['1', '2', '3', '4', '5', '6']) {
    await call(buildUrl(server.baseUrl), { method: 'POST', json: { key, state: 'FAILED' }, headers });
  }
  await prune(server, through, kept);
  const opened = parts.move();
  onTestFinished(() => opened.disposeAsync());
  return server;
}

test('a stream that goes on before what was deleted says so first, and once', async () => {
  const server = await startWithGap(4, 2);
  using listener = listenToEvents(eventsUrl(server.baseUrl, { query: '?after=1' }));

  await vi.waitFor(() => expect(listener.all.length).toBeGreaterThan(7));

  const shown = listener.all.slice(0, 6).map(({ type, id }) => `${type} ${id}`);
  expect(shown).toEqual(['heartbeat 1', 'gap 1', 'status 2', 'status 5', 'status 6', 'heartbeat 6']);
  expect(listener.all.filter(({ type }) => type === 'gap')).toMatchObject([{ data: { after: 1, through: 4 } }]);
});

test('a stream that goes on behind what was deleted knows of no gap', async () => {
  const server = await startWithGap(4, 2);
  using listener = listenToEvents(eventsUrl(server.baseUrl, { query: '?after=4' }));

  await vi.waitFor(() => expect(listener.statuses().map(({ id }) => id)).toEqual(['5', '6']));

  expect(listener.all.filter(({ type }) => type === 'gap')).toEqual([]);
});

test('where all was deleted, a stream still knows where it is', async () => {
  const server = await startWithGap(6, 0);
  using earlier = listenToEvents(eventsUrl(server.baseUrl, { query: '?after=3' }));
  using now = listenToEvents(eventsUrl(server.baseUrl));

  await vi.waitFor(() => expect(earlier.all.at(-1)).toMatchObject({ type: 'heartbeat', id: '6' }));
  await vi.waitFor(() => expect(now.all[0]).toMatchObject({ type: 'heartbeat', id: '6' }));

  expect(earlier.all.map(({ type }) => type)).toContain('gap');
  expect((await call(eventsUrl(server.baseUrl, { query: '?after=7' }))).status).toBe(400);
});
