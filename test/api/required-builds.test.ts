import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildUrl } from '../support/addresses.ts';
import { call } from '../support/call.ts';
import { createGitRepository } from '../support/git-repository.ts';
import { type RunningServer, startServer } from '../support/start-server.ts';
import { type ServingServer, startServing } from '../support/start-serving.ts';
import { startTiedServer } from '../support/start-tied-server.ts';

const rules = [
  { branch: 'main', keys: ['ci/unit', 'ci/*'] },
  { branch: 'release/**', keys: ['ci/long'] },
];

const pathOf = (repository: string) => `/signalbox/1/repositories/${repository}/required-builds`;

describe('the required builds of a repository', () => {
  let server: RunningServer;
  let url: string;
  const put = (values: unknown, at = url) => call(at, { method: 'PUT', json: { values } });

  beforeAll(async () => {
    server = await startServer();
    url = `${server.baseUrl}${pathOf('acme/widgets')}`;
    await call(buildUrl(server.baseUrl), { method: 'POST', json: { key: 'ci', state: 'FAILED' } });
  });
  afterAll(() => server[Symbol.asyncDispose]());

  test('are none at first, then what was put, in its order, each time all of them', async () => {
    expect((await call(url)).body).toEqual({ type: 'required_builds', values: [] });

    const { status, body } = await put(rules);

    expect([status, body]).toEqual([200, { type: 'required_builds', values: rules }]);
    expect((await call(url)).body).toEqual(body);
    await put(rules.toReversed());
    expect((await call(url)).body.values).toEqual(rules.toReversed());
    await put([]);
    expect((await call(url)).body.values).toEqual([]);
  });

  test('are those of one of twenty who put some at once, whole', async () => {
    const wishes = Array.from({ length: 20 }, (_, who) =>
      Array.from({ length: 5 }, (_, index) => ({ branch: `of-${who}`, keys: [`key-${index}`] })),
    );

    const answers = await Promise.all([...wishes.map((wish) => put(wish)), ...wishes.map(() => call(url))]);

    for (const { status, body } of answers) {
      expect(status).toBe(200);
      expect(new Set(body.values.map(({ branch }: { readonly branch: string }) => branch)).size).toBeLessThanOrEqual(1);
    }
    expect(wishes).toContainEqual((await call(url)).body.values);
  });

  test('go with their repository', async () => {
    const other = `${server.baseUrl}${pathOf('acme/passing')}`;
    const report = () =>
      call(buildUrl(server.baseUrl, { repository: 'acme/passing' }), {
        method: 'POST',
        json: { key: 'ci', state: 'FAILED' },
      });
    await report();
    await put(rules, other);
    await call(`${server.baseUrl}/2.0/repositories/acme/passing`, { method: 'DELETE' });

    expect((await call(other)).status).toBe(404);
    await report();
    expect((await call(other)).body.values).toEqual([]);
  });

  test.each<[string, unknown, string]>([
    ['no list', undefined, 'values: This field is required.'],
    ['a text', 'main', 'values: Not a valid list.'],
    ['no branch', [{ keys: ['a'] }], 'values.0.branch: This field is required.'],
    ['an empty branch', [{ branch: '', keys: ['a'] }], 'values.0.branch: This field is required.'],
    ['no keys', [...rules, { branch: 'x', keys: [] }], 'values.2.keys: This list may not be empty.'],
    ['an empty key', [{ branch: 'x', keys: ['a', ''] }], 'values.0.keys.1: This field is required.'],
    [
      'a key too long',
      [{ branch: 'x', keys: ['k'.repeat(256)] }],
      'values.0.keys.0: Ensure this value has at most 255',
    ],
    ['a null character', [{ branch: 'x', keys: ['\0'] }], 'values.0.keys.0: Null characters'],
    ['too many keys', [{ branch: 'x', keys: Array(101).fill('k') }], 'values.0.keys: Ensure this list has at most 100'],
    ['too many rules', Array(101).fill({ branch: 'x', keys: ['k'] }), 'values: Ensure this list has at most 100'],
    [
      'paths where no Git can tell',
      [...rules, { branch: 'x', keys: ['k'], paths: ['src/**'] }],
      'values.2.paths: acme/widgets has no Git directory that could tell which files a change touches.',
    ],
  ])('are refused with %s, and stay as they were', async (_, values, message) => {
    await put(rules);

    const { status, body } = await put(values);

    expect([status, body.error.message]).toEqual([400, expect.stringContaining(message)]);
    expect((await call(url)).body.values).toEqual(rules);
  });
});

test('paths are kept where there is a Git directory', async () => {
  await using server = await startTiedServer();
  using git = createGitRepository();
  git.commit('Begin');
  await server.tie('acme/tied', git.directory);
  const url = `${server.baseUrl}${pathOf('acme/tied')}`;
  const values = [{ branch: 'main', keys: ['ci/unit'], paths: ['src/**', '*.json'] }];

  expect((await call(url, { method: 'PUT', json: { values } })).body.values).toEqual(values);
  expect((await call(url)).body.values).toEqual(values);
});

describe('required builds', () => {
  let server: ServingServer;
  beforeAll(async () => {
    server = await startServing();
  });
  afterAll(() => server[Symbol.asyncDispose]());

  test('are read by readers, written by administrators, and hidden with what is private', async () => {
    const { access } = server;
    await access.repository('acme/home', { isPrivate: true });
    const url = `${server.baseUrl}${pathOf('acme/home')}`;
    const reader = await access.token({ account: 'jane', scopes: ['repository'] });
    const admin = await access.token({ account: 'root', scopes: ['repository:admin'] });
    const json = { values: rules };

    expect((await call(url, { method: 'PUT', json, headers: admin.headers })).status).toBe(200);
    expect((await call(url, { method: 'PUT', json: { values: [] }, headers: reader.headers })).status).toBe(403);
    expect((await call(url, { headers: reader.headers })).body.values).toEqual(rules);
    expect((await call(url)).status).toBe(404);
    expect((await call(url, { method: 'PUT', json })).status).toBe(401);
  });

  test('and restrictions are in the audit: who changed what, and only when something changed', async () => {
    const { access, baseUrl } = server;
    const { id: repositoryId } = await access.repository('acme/audited');
    const { headers } = await access.token({ account: 'root', scopes: ['repository:admin'] });
    const send = (path: string, method: string, json?: object) =>
      call(`${baseUrl}${path}`, { method, headers, ...(json && { json }) });
    const restrictions = '/2.0/repositories/acme/audited/branch-restrictions';
    const passing = { kind: 'require_passing_builds_to_merge', pattern: 'main', value: 2 };

    await send(restrictions, 'POST', passing);
    await send(restrictions, 'POST', passing);
    await send(`${restrictions}/1`, 'PUT', { value: 3 });
    await send(`${restrictions}/9`, 'PUT', { value: 3 });
    await send(`${restrictions}/1`, 'DELETE');
    await send(`${restrictions}/1`, 'DELETE');
    await send(pathOf('acme/audited'), 'PUT', { values: rules });

    const events = await access.store.audit.listAuditEvents({ repositoryId, offset: 0, limit: 100 });
    const told = events.map(({ action, subject, details, account }) => ({
      action,
      subject,
      details,
      who: account?.name,
    }));
    expect(told.toReversed().slice(-4)).toEqual([
      { action: 'restriction.created', subject: '1', details: passing, who: 'root' },
      { action: 'restriction.updated', subject: '1', details: { value: 3 }, who: 'root' },
      { action: 'restriction.removed', subject: '1', details: undefined, who: 'root' },
      {
        action: 'required_builds.changed',
        subject: undefined,
        details: { required: ['main: ci/unit, ci/*', 'release/**: ci/long'] },
        who: 'root',
      },
    ]);
  });
});
