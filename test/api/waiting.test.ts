import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Call, call } from '../support/call.ts';
import { combinedStatusUrl, hashOf, report } from '../support/combined-status.ts';
import { type RunningServer, startServer } from '../support/start-server.ts';

let server: RunningServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server[Symbol.asyncDispose]());

let last = 100;
/** A commit of which that has been reported. */
async function startCommit(...reports: readonly string[]): Promise<string> {
  last += 1;
  const commit = hashOf(last);
  for (const text of reports) await put(commit, text);
  return commit;
}

function put(commit: string, text: string): Promise<void> {
  const [key = '', state = ''] = text.split(':');
  return report(server.baseUrl, commit, { key, state });
}

function ask(commit: string, query: string, headers: Call['headers'] = {}) {
  return call(combinedStatusUrl(server.baseUrl, commit, `?${query}`), { headers });
}

describe('an answer that is waited for', () => {
  test('comes at once when it is decided already', async () => {
    const commit = await startCommit('ci:FAILED');

    expect((await ask(commit, 'wait=300')).body).toMatchObject({ state: 'FAILED', is_final: true });
  });

  test('comes when nothing is in progress any more', async () => {
    const commit = await startCommit('a:INPROGRESS', 'b:INPROGRESS');

    const answer = ask(commit, 'wait=60');
    await put(commit, 'a:FAILED');
    await put(commit, 'b:SUCCESSFUL');

    expect((await answer).body).toMatchObject({ state: 'FAILED', is_final: true, keys: { SUCCESSFUL: ['b'] } });
  });

  test('comes when something is reported at last, and when what was asked for is there', async () => {
    const commit = await startCommit();

    const any = ask(commit, 'wait=60');
    const both = ask(commit, 'wait=60&key=a&key=b');
    await put(commit, 'a:SUCCESSFUL');
    expect((await any).body).toMatchObject({ state: 'SUCCESSFUL', keys: { SUCCESSFUL: ['a'] } });
    await put(commit, 'b:STOPPED');

    expect((await both).body).toMatchObject({ state: 'STOPPED', keys: { SUCCESSFUL: ['a'], STOPPED: ['b'] } });
  });

  test('comes at the first failure when that is waited for', async () => {
    const commit = await startCommit('a:INPROGRESS', 'b:INPROGRESS');

    const answer = ask(commit, 'wait=60&until=failure');
    await put(commit, 'a:FAILED');

    expect((await answer).body).toMatchObject({ state: 'FAILED', is_final: false, keys: { INPROGRESS: ['b'] } });
  });

  test('comes with the next change when that is waited for', async () => {
    const commit = await startCommit('a:INPROGRESS', 'b:INPROGRESS');
    const first = await ask(commit, 'wait=60&until=change');

    const answer = ask(commit, 'wait=60&until=change', { 'if-none-match': first.headers.get('etag') ?? '' });
    await put(commit, 'a:SUCCESSFUL');

    expect(first.body).toMatchObject({ state: 'INPROGRESS' });
    expect((await answer).body).toMatchObject({ state: 'INPROGRESS', keys: { SUCCESSFUL: ['a'] } });
  });

  test('comes as it is when the time is over', async () => {
    const commit = await startCommit('a:INPROGRESS');
    const tag = (await ask(commit, '')).headers.get('etag') ?? '';

    const [undecided, unchanged] = await Promise.all([
      ask(commit, 'wait=1'),
      ask(commit, 'wait=1&until=change', { 'if-none-match': tag }),
    ]);

    expect([undecided.status, undecided.body.state]).toEqual([200, 'INPROGRESS']);
    expect([unchanged.status, unchanged.headers.get('etag')]).toEqual([304, tag]);
  });

  test('is a 404 when the repository goes away meanwhile', async () => {
    await using other = await startServer();
    const commit = hashOf(1);
    await report(other.baseUrl, commit, { key: 'ci', state: 'INPROGRESS' });

    const answer = call(combinedStatusUrl(other.baseUrl, commit, '?wait=1'));
    await call(`${other.baseUrl}/2.0/repositories/acme/widgets`, { method: 'DELETE' });

    expect((await answer).status).toBe(404);
  });

  test('comes as it is when the server closes, which waits for nobody', async () => {
    const closing = await startServer();
    const commit = hashOf(1);
    await report(closing.baseUrl, commit, { key: 'ci', state: 'INPROGRESS' });
    const tag = (await call(combinedStatusUrl(closing.baseUrl, commit))).headers.get('etag') ?? '';
    const started = performance.now();

    const waits = Array.from({ length: 10 }, () =>
      call(combinedStatusUrl(closing.baseUrl, commit, '?wait=300&until=change'), {
        headers: { 'if-none-match': tag },
      }),
    );
    // The requests are read before this one is answered: all are of the same process.
    await call(`${closing.baseUrl}/healthz`);
    await closing[Symbol.asyncDispose]();

    const outcomes = await Promise.allSettled(waits);
    const statuses = outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value.status : 'cut'));
    expect(new Set(statuses)).toEqual(new Set([304]));
    expect(performance.now() - started).toBeLessThan(9_000);
  });
});

test('fifty who wait while twenty write are each answered once, with what is decided', async () => {
  const commits = await Promise.all(Array.from({ length: 5 }, () => startCommit('0:INPROGRESS')));
  const keys = Array.from({ length: 20 }, (_, index) => String(index));
  const query = keys.map((key) => `key=${key}`).join('&');
  const waits = commits.flatMap((commit) => Array.from({ length: 10 }, () => ask(commit, `wait=60&${query}`)));

  await Promise.all(
    keys.map(async (key) => {
      for (const commit of commits) {
        await put(commit, `${key}:INPROGRESS`);
        await put(commit, `${key}:${key === '7' ? 'FAILED' : 'SUCCESSFUL'}`);
      }
    }),
  );

  const answers = await Promise.all(waits);
  for (const { status, body } of answers) {
    expect([status, body.state, body.is_final, body.counts.SUCCESSFUL]).toEqual([200, 'FAILED', true, 19]);
  }
});
