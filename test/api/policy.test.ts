import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildUrl, hashFrom } from '../support/addresses.ts';
import { call } from '../support/call.ts';
import { createHeldPause, type HeldPause } from '../support/held-pause.ts';
import { type RunningServer, startServer } from '../support/start-server.ts';
import { startServing } from '../support/start-serving.ts';

const hour = 3_600_000_000;

let now = 1_735_787_045_678_901;
let held: HeldPause;
let server: RunningServer;
let repositories = 0;

beforeAll(async () => {
  held = createHeldPause();
  held.endsAtOnce = false;
  server = await startServer({}, 'dev', { clock: { now: () => (now += 1) }, backgroundPause: held.pause });
});
afterAll(() => server[Symbol.asyncDispose]());

async function fresh(policy: object = {}) {
  repositories += 1;
  const repository = `acme/policy-${repositories}`;
  const url = buildUrl(server.baseUrl, { repository, commit: hashFrom('c0ffee') });
  await call(url, { method: 'POST', json: { key: 'ci', state: 'INPROGRESS', name: 'unit', refname: 'main' } });
  const policyUrl = `${server.baseUrl}/signalbox/1/repositories/${repository}/policy`;
  await call(policyUrl, { method: 'PUT', json: policy });
  return { repository, url, policyUrl };
}

/** Lets the work in the background be done once more. */
async function workOnce(): Promise<void> {
  const begun = held.delays.splice(0);
  for (const { end } of begun) end();
  await expect.poll(() => held.delays.length).toBe(begun.length);
}

async function eventsOf(repository: string) {
  const abort = new AbortController();
  const response = await fetch(`${server.baseUrl}/signalbox/1/repositories/${repository}/events?after=0`, {
    signal: abort.signal,
  });
  let text = '';
  for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += chunk;
    const events = [...text.matchAll(/^event: status\ndata: (.*)$/gm)].map(([, data = '']) => JSON.parse(data));
    if (events.length > 0) {
      abort.abort();
      return events;
    }
  }
  return [];
}

test('a policy is off until it is set, and then says what was set', async () => {
  const { policyUrl } = await fresh();

  expect((await call(policyUrl)).body).toEqual({ type: 'policy', in_progress_timeout: null, history_retention: null });
  const { status, body } = await call(policyUrl, { method: 'PUT', json: { in_progress_timeout: '2h' } });
  expect([status, body]).toEqual([200, { type: 'policy', in_progress_timeout: '2h', history_retention: null }]);
  await call(policyUrl, { method: 'PUT', json: { history_retention: '90d' } });
  expect((await call(policyUrl)).body).toEqual({ ...body, history_retention: '90d' });
  await call(policyUrl, { method: 'PUT', json: { in_progress_timeout: null, history_retention: '' } });
  expect((await call(policyUrl)).body).toEqual({ ...body, in_progress_timeout: null });
});

test('what changes is in the audit, with what it was', async () => {
  const { policyUrl, repository } = await fresh();

  for (const json of [{ in_progress_timeout: '2h' }, { in_progress_timeout: '120m' }, { in_progress_timeout: null }]) {
    await call(policyUrl, { method: 'PUT', json });
  }

  const audit = `${server.baseUrl}/signalbox/1/audit?repository=${repository}&action=policy.changed`;
  const { body } = await call(audit);
  expect(body.values.map(({ details }: { details: object }) => details)).toEqual([
    { in_progress_timeout: null, old_in_progress_timeout: '2h' },
    { in_progress_timeout: '2h', old_in_progress_timeout: null },
  ]);
});

test.each([
  ['in_progress_timeout', '30s'],
  ['in_progress_timeout', 'soon'],
  ['in_progress_timeout', 2],
  ['history_retention', '1h'],
  ['history_retention', '9'.repeat(21)],
])('%s may not be %j, which changes nothing', async (member, value) => {
  const { policyUrl } = await fresh({ in_progress_timeout: '1h', history_retention: '9d' });

  const json = { in_progress_timeout: '3h', history_retention: '10d', [member]: value };
  const { status, body } = await call(policyUrl, { method: 'PUT', json });

  expect([status, Object.keys(body.error.fields)]).toEqual([400, [member]]);
  expect((await call(policyUrl)).body).toMatchObject({ in_progress_timeout: '1h', history_retention: '9d' });
});

test('readers may look, and only who administers may change it', async () => {
  await using serving = await startServing();
  await serving.access.repository('acme/widgets', { isPrivate: true });
  const url = `${serving.baseUrl}/signalbox/1/repositories/acme/widgets/policy`;
  const { headers } = await serving.access.token({ account: 'ci', scopes: ['repository:write'] });

  expect((await call(url, { headers })).status).toBe(200);
  expect((await call(url, { method: 'PUT', json: { history_retention: '9d' }, headers })).status).toBe(403);
  expect((await call(url)).status).toBe(404);
});

test('a build without news is stopped by the server, which says why', async () => {
  const { repository, url } = await fresh({ in_progress_timeout: '2h' });
  const { body: before } = await call(`${url}/ci`);
  now += 2 * hour;

  await workOnce();

  const { body: stopped } = await call(`${url}/ci`);
  expect(stopped).toMatchObject({
    state: 'STOPPED',
    name: 'unit',
    refname: 'main',
    uuid: before.uuid,
    description: `Nobody has reported since ${before.updated_on.slice(0, 19).replace('T', ' ')} UTC: stopped by the in-progress timeout of 2h.`,
  });
  expect(await eventsOf(repository)).toMatchObject([
    { kind: 'reported', state: 'INPROGRESS' },
    {
      kind: 'timed_out',
      state: 'STOPPED',
      old_state: 'INPROGRESS',
      author: null,
      reason: 'in-progress timeout of 2h',
      description: stopped.description,
    },
  ]);
  await workOnce();
  expect(await eventsOf(repository)).toHaveLength(2);
});

test('any repeat tells that a build is alive, and without a time-out nobody asks', async () => {
  const { url } = await fresh({ in_progress_timeout: '2h' });
  const patient = await fresh();
  now += 1.5 * hour;
  await call(url, { method: 'POST', json: { key: 'ci', state: 'INPROGRESS', name: 'unit', refname: 'main' } });
  now += 1.5 * hour;

  await workOnce();

  expect((await call(`${url}/ci`)).body.state).toBe('INPROGRESS');
  expect((await call(`${patient.url}/ci`)).body.state).toBe('INPROGRESS');
});
