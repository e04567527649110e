import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { buildUrl, eventsUrl, hashFrom } from '../support/addresses.ts';
import { call } from '../support/call.ts';
import { callTarget } from '../support/call-target.ts';
import { type Listener, listenToEvents } from '../support/listen-to-events.ts';
import { type RunningServer, startServer } from '../support/start-server.ts';

const first = hashFrom('c0ffee');
const second = hashFrom('facade');

let server: RunningServer;
let names = 0;

beforeAll(async () => {
  server = await startServer({}, 'dev', { eventStreams: { beatMs: 100, retryMs: 10 } });
});
afterAll(() => server[Symbol.asyncDispose]());

/** Each test has a repository of its own. */
function newRepository(): string {
  names += 1;
  return `acme/live-${names}`;
}

async function report(repository: string, key: string, members: object = {}, commit = first): Promise<void> {
  const json = { key, state: 'INPROGRESS', ...members };
  const { status, body } = await call(buildUrl(server.baseUrl, { repository, commit }), { method: 'POST', json });
  expect([200, 201], JSON.stringify(body)).toContain(status);
}

function listen(at: Parameters<typeof eventsUrl>[1]): Listener {
  const listener = listenToEvents(eventsUrl(server.baseUrl, at));
  onTestFinished(() => listener[Symbol.dispose]());
  return listener;
}

const keysOf = (listener: Listener) => listener.statuses().map(({ data }) => data.key);

describe('a stream of a repository', () => {
  test('tells of everything that was reported after the event that is known, and of what comes', async () => {
    const repository = newRepository();
    await report(repository, 'before');
    await report(repository, 'unit', { name: 'Unit tests', url: 'https://ci.example.org/{commit.hash}' });
    const listener = listen({ repository, query: '?after=1' });
    await vi.waitFor(() => expect(keysOf(listener)).toEqual(['unit']));

    await report(repository, 'unit', { state: 'FAILED', description: '1 of 42 failed', refname: 'main' }, second);

    await vi.waitFor(() => expect(keysOf(listener)).toEqual(['unit', 'unit']));
    const [one, two] = listener.statuses();
    expect(one).toMatchObject({
      id: '2',
      data: { type: 'status_event', id: 2, kind: 'reported', name: 'Unit tests', refname: null, reason: null },
    });
    expect(one?.data.url).toBe(`https://ci.example.org/${first}`);
    expect(two).toMatchObject({
      id: '3',
      data: { state: 'FAILED', description: '1 of 42 failed', refname: 'main', commit: { hash: second } },
    });
  });

  test('begins now where nothing is said, and tells which event that is', async () => {
    const repository = newRepository();
    await report(repository, 'before');
    const listener = listen({ repository });
    await vi.waitFor(() => expect(listener.all[0]).toEqual({ type: 'heartbeat', id: '1', data: { id: 1 } }));

    await report(repository, 'after');

    await vi.waitFor(() => expect(keysOf(listener)).toEqual(['after']));
  });

  test('begins at the beginning after 0, and reads more than is read at once', async () => {
    const repository = newRepository();
    const statuses = Array.from({ length: 250 }, (_, index) => ({
      commit: first,
      key: `${index}`,
      state: 'INPROGRESS',
    }));
    const batch = `${server.baseUrl}/signalbox/1/repositories/${repository}/statuses/batch`;
    expect((await call(batch, { method: 'POST', json: { statuses } })).status).toBe(200);

    const listener = listen({ repository, query: '?after=0' });

    await vi.waitFor(() => expect(keysOf(listener)).toEqual(statuses.map(({ key }) => key)));
  });

  test('shows of each event the members that are wanted', async () => {
    const repository = newRepository();
    await report(repository, 'unit');
    const listener = listen({ repository, query: '?after=0&fields=key,commit.hash' });

    await vi.waitFor(() => expect(listener.statuses()).toHaveLength(1));

    expect(listener.statuses()[0]).toEqual({
      type: 'status',
      id: '1',
      data: { key: 'unit', commit: { hash: first } },
    });
  });

  test('beats while nothing happens', async () => {
    const repository = newRepository();
    await report(repository, 'before');
    const listener = listen({ repository });

    await vi.waitFor(() => expect(listener.all.length).toBeGreaterThan(3));

    expect(new Set(listener.all.map(({ type, id }) => `${type} ${id}`))).toEqual(new Set(['heartbeat 1']));
    expect(listener.connections()).toBe(1);
  });
});

describe('a stream of a commit', () => {
  test('tells of that commit alone, and in its heartbeats how far it has read', async () => {
    const repository = newRepository();
    await report(repository, 'one');
    await report(repository, 'other', {}, second);
    const listener = listen({ repository, of: `/commits/${first.slice(0, 12)}`, query: '?after=0' });
    await vi.waitFor(() => expect(keysOf(listener)).toEqual(['one']));

    await report(repository, 'two');
    await report(repository, 'another', {}, second);

    await vi.waitFor(() => expect(listener.all.at(-1)).toEqual({ type: 'heartbeat', id: '4', data: { id: 4 } }));
    expect(keysOf(listener)).toEqual(['one', 'two']);
  });
});

describe('a stream of a pull request', () => {
  async function open(repository: string): Promise<void> {
    const url = `${server.baseUrl}/2.0/repositories/${repository}/pullrequests`;
    const json = { title: 'Widen the gate', source: { branch: { name: 'gate' } } };
    expect((await call(url, { method: 'POST', json })).status).toBe(201);
  }

  test('tells of its source commit what names the source branch or none, and follows the source', async () => {
    const repository = newRepository();
    await report(repository, 'main', { refname: 'main' }, hashFrom('beef'));
    await report(repository, 'unit', { refname: 'gate' });
    await open(repository);
    const listener = listen({ repository, of: '/pullrequests/1', query: '?after=0' });
    await vi.waitFor(() => expect(keysOf(listener)).toEqual(['unit']));

    await report(repository, 'of-none');
    await report(repository, 'of-another', { refname: 'other' });
    await report(repository, 'of-another-commit', {}, hashFrom('dead'));
    await report(repository, 'moved', { refname: 'gate' }, second);
    await report(repository, 'late', { refname: 'gate' });
    await report(repository, 'then', {}, second);

    await vi.waitFor(() => expect(keysOf(listener)).toEqual(['unit', 'of-none', 'moved', 'then']));
    expect(listener.all.filter(({ type }) => type === 'source')).toMatchObject([
      { id: '0', data: { branch: { name: 'gate' }, commit: { hash: first } } },
      { data: { branch: { name: 'gate' }, commit: { hash: second } } },
    ]);
  });

  test('is not there for one that nobody opened', async () => {
    const repository = newRepository();
    await report(repository, 'unit');

    for (const id of ['1', 'x']) {
      const { status } = await call(eventsUrl(server.baseUrl, { repository, of: `/pullrequests/${id}` }));
      expect(status).toBe(404);
    }
  });
});

describe('an id', () => {
  const repository = 'acme/ids';
  const at = (query = '') => eventsUrl(server.baseUrl, { repository, query });
  beforeAll(async () => {
    await report(repository, 'one');
    await report(repository, 'two');
  });

  test.each(['x', '-1', '1.5', '1e3', '9'.repeat(16), 'null'])('that is none is refused: %s', async (id) => {
    for (const [member, answer] of [
      ['after', await call(at(`?after=${id}`))],
      ['Last-Event-ID', await call(at(), { headers: { 'last-event-id': id } })],
    ] as const) {
      expect([answer.status, Object.keys(answer.body.error.fields)]).toEqual([400, [member]]);
      expect(answer.body.error.message).toContain(`received '${id}'`);
    }
  });

  test('that no event has yet is refused, and the newest is told', async () => {
    const { status, body } = await call(at('?after=3'));

    expect([status, body.error.fields.after[0]]).toEqual([400, expect.stringContaining('the newest is 2')]);
  });

  test('in the header counts more than one in the address, and an empty one not at all', async () => {
    const known = await call(at('?after=0'), { headers: { 'last-event-id': '2' } });
    const empty = await call(at('?after='), { headers: { 'last-event-id': '' } });

    expect([known.body, empty.body]).toEqual([expect.stringContaining('id: 2'), expect.stringContaining('id: 2')]);
  });
});

test('a HEAD gives the headers of the stream, and ends', async () => {
  const repository = newRepository();
  await report(repository, 'unit');

  const { status, headers, body } = await callTarget(eventsUrl(server.baseUrl), eventsUrl('', { repository }), {
    method: 'HEAD',
  });

  expect([status, body]).toEqual([200, '']);
  expect(headers).toMatchObject({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
    'access-control-allow-origin': '*',
  });
  expect(headers).not.toHaveProperty('etag');
  expect(headers).not.toHaveProperty('content-length');
});

test('pages of other origins may follow, and say where they were', async () => {
  const { status, headers } = await callTarget(server.baseUrl, eventsUrl(''), {
    method: 'OPTIONS',
    headers: {
      origin: 'https://pages.example.org',
      'access-control-request-method': 'GET',
      'access-control-request-headers': 'authorization,last-event-id',
    },
  });

  expect([status, headers['access-control-allow-origin']]).toEqual([204, '*']);
  expect(headers['access-control-allow-headers']).toContain('last-event-id');
});

test('what is wrong is told before anything is streamed', async () => {
  const nowhere = await call(eventsUrl(server.baseUrl, { repository: 'acme/nowhere' }));
  const noCommit = await call(eventsUrl(server.baseUrl, { of: '/commits/xyz' }));
  const wrongFields = await call(
    eventsUrl(server.baseUrl, { repository: 'acme/ids', query: `?fields=${Array(21).fill('a').join('.')}` }),
  );

  expect([nowhere.status, noCommit.status, wrongFields.status]).toEqual([404, 404, 400]);
  expect(nowhere.headers.get('content-type')).toBe('application/json; charset=utf-8');
});

test('a connection that is lost is let go of', async () => {
  const repository = newRepository();
  await report(repository, 'unit');
  const accepted = once(server.app.server, 'connection');
  const { hostname, port } = new URL(server.baseUrl);
  const socket = connect(Number(port), hostname);
  socket.write(`GET ${eventsUrl('', { repository })} HTTP/1.1\r\nHost: ${hostname}\r\n\r\n`);
  await once(socket, 'data');
  const [connection] = await accepted;
  const closed = once(connection, 'close');

  socket.destroy();

  await closed;
});
