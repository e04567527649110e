import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildUrl, hashFrom } from '../support/addresses.ts';
import { call } from '../support/call.ts';
import { type RunningServer, startServer } from '../support/start-server.ts';
import { startServing } from '../support/start-serving.ts';

let server: RunningServer;
let repositories = 0;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server[Symbol.asyncDispose]());

const commit = hashFrom('c0ffee');

/** A commit of a repository of its own, with these failed builds. */
async function fresh(...keys: readonly string[]) {
  repositories += 1;
  const repository = `acme/voided-${repositories}`;
  for (const key of keys) {
    await call(buildUrl(server.baseUrl, { repository, commit }), { method: 'POST', json: { key, state: 'FAILED' } });
  }
  const ours = `${server.baseUrl}/signalbox/1/repositories/${repository}/commits/${commit}`;
  return { repository, ours, statusUrl: buildUrl(server.baseUrl, { repository, commit }) };
}

const jdoe = { authorization: `Basic ${Buffer.from('jdoe:x').toString('base64')}` };

function put(url: string, json: object) {
  return call(url, { method: 'PUT', json, headers: jdoe });
}

async function auditOf(repository: string) {
  const { body } = await call(`${server.baseUrl}/signalbox/1/audit?repository=${repository}`);
  return body.values.map(({ action, subject, details, commit: of }: Record<string, unknown>) => ({
    action,
    subject,
    details,
    commit: of,
  }));
}

describe('a void', () => {
  test('is answered with who, when and why, found again, and listed', async () => {
    const { ours, statusUrl } = await fresh('ci', 'lint');

    const { status, body } = await put(`${ours}/voids/ci`, { reason: 'The disk was full.' });

    expect(status).toBe(200);
    expect(body).toMatchObject({
      type: 'status_void',
      key: 'ci',
      state: 'FAILED',
      reason: 'The disk was full.',
      author: { display_name: 'jdoe' },
      commit: { hash: commit },
      links: { self: { href: `${ours}/voids/ci` }, status: { href: `${statusUrl}/ci` } },
    });
    const { body: list } = await call(`${ours}/voids`);
    expect(list).toMatchObject({ size: 1, page: 1, values: [body] });
  });

  test('is undone once', async () => {
    const { ours, repository } = await fresh('ci');
    await put(`${ours}/voids/ci`, { reason: 'a' });

    expect((await call(`${ours}/voids/ci?reason=wrong+one`, { method: 'DELETE' })).status).toBe(204);
    const { status, body } = await call(`${ours}/voids/ci`, { method: 'DELETE' });

    expect([status, body.error.message]).toEqual([404, expect.stringContaining('it counts')]);
    expect((await call(`${ours}/voids`)).body.values).toEqual([]);
    expect((await auditOf(repository)).slice(0, 2)).toEqual([
      { action: 'status.restored', subject: 'ci', details: { reason: 'wrong one' }, commit: { hash: commit } },
      { action: 'status.voided', subject: 'ci', details: { reason: 'a' }, commit: { hash: commit } },
    ]);
  });

  test('for the same reason leaves nothing in the audit', async () => {
    const { ours, repository } = await fresh('ci');

    for (const reason of ['a', 'a', 'b']) await put(`${ours}/voids/ci`, { reason });

    const actions = (await auditOf(repository)).map(({ action }: { action: string }) => action);
    expect(actions.filter((action: string) => action === 'status.voided')).toHaveLength(2);
  });

  test.each(['a/b', 'a//b', 'build/a', 'ci unit', 'voids/x', 'a%2Fb'])('is of the key %s', async (key) => {
    const { ours } = await fresh(key);
    const encoded = encodeURIComponent(key);

    expect((await put(`${ours}/voids/${encoded}`, { reason: 'a' })).body.key).toBe(key);
    if (!key.includes('%')) expect((await put(`${ours}/voids/${encodeURI(key)}`, { reason: 'b' })).body.key).toBe(key);
    expect((await call(`${ours}/statuses/${encoded}`, { method: 'DELETE' })).status).toBe(204);
  });

  test.each([
    ['nothing', {}],
    ['an empty reason', { reason: '' }],
    ['a long one', { reason: 'x'.repeat(1001) }],
    ['a null character', { reason: 'a\0' }],
    ['a number', { reason: { text: 'a' } }],
  ])('is refused for %s', async (_, json) => {
    const { ours } = await fresh('ci');

    const { status, body } = await put(`${ours}/voids/ci`, json);

    expect([status, Object.keys(body.error.fields)]).toEqual([400, ['reason']]);
    expect((await call(`${ours}/voids`)).body.size).toBe(0);
  });

  test('is of a status that is there', async () => {
    const { ours } = await fresh('ci');

    for (const url of [`${ours}/voids/other`, ours.replace(commit, hashFrom('bad')).concat('/voids/ci')]) {
      expect((await put(url, { reason: 'a' })).status).toBe(404);
      expect((await call(url, { method: 'DELETE' })).status).toBe(404);
    }
  });
});

describe('a removed status', () => {
  test('is gone, and the next report is a new one', async () => {
    const { ours, statusUrl, repository } = await fresh('ci');
    const { body: before } = await call(`${statusUrl}/ci`);

    expect((await call(`${ours}/statuses/ci?reason=mistyped`, { method: 'DELETE' })).status).toBe(204);

    expect((await call(`${statusUrl}/ci`)).status).toBe(404);
    expect((await call(`${ours}/statuses/ci`, { method: 'DELETE' })).status).toBe(404);
    const { status, body } = await call(statusUrl, { method: 'POST', json: { key: 'ci', state: 'SUCCESSFUL' } });
    expect(status).toBe(201);
    expect(body.uuid).not.toBe(before.uuid);
    expect(await auditOf(repository)).toContainEqual({
      action: 'status.removed',
      subject: 'ci',
      details: { reason: 'mistyped' },
      commit: { hash: commit },
    });
  });
});

test('whoever only reports can neither void nor remove, but look', async () => {
  await using serving = await startServing();
  const { headers } = await serving.access.token({ account: 'ci', scopes: ['buildstatus:write'] });
  await serving.access.repository('acme/widgets', { isPrivate: true });
  const url = buildUrl(serving.baseUrl, { repository: 'acme/widgets', commit });
  await call(url, { method: 'POST', json: { key: 'ci', state: 'FAILED' }, headers });
  const ours = `${serving.baseUrl}/signalbox/1/repositories/acme/widgets/commits/${commit}`;

  expect((await call(`${ours}/voids/ci`, { method: 'PUT', json: { reason: 'a' }, headers })).status).toBe(403);
  expect((await call(`${ours}/statuses/ci`, { method: 'DELETE', headers })).status).toBe(403);
  expect((await call(`${ours}/voids`, { headers })).status).toBe(200);
  expect((await call(`${url}/ci`, { headers })).status).toBe(200);
});
