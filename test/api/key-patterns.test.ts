import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildUrl, documentedCommit, statusesUrl } from '../support/addresses.ts';
import { call } from '../support/call.ts';
import { callTarget } from '../support/call-target.ts';
import { type ServingServer, startServing } from '../support/start-serving.ts';

let server: ServingServer;
let headers: { readonly authorization: string };

beforeAll(async () => {
  server = await startServing();
  await server.access.repository('acme/widgets');
  const made = { account: 'ci', scopes: ['buildstatus:write'], keyPatterns: ['ci/*', 'nightly'] } as const;
  headers = (await server.access.token({ ...made, at: 'acme/widgets' })).headers;
});
afterAll(() => server[Symbol.asyncDispose]());

describe('a token for keys that begin with ci/', () => {
  test.each(['ci/lint', 'ci/a b', 'ci/ünï', 'nightly'])('writes %s', async (key) => {
    const posted = await call(buildUrl(server.baseUrl), { method: 'POST', json: { key, state: 'FAILED' }, headers });
    const put = await call(buildUrl(server.baseUrl, { key }), { method: 'PUT', json: { state: 'STOPPED' }, headers });

    expect([posted.status, put.status]).toEqual([201, 200]);
  });

  test.each([
    'x',
    'CI/lint',
    'Ci/lint',
    'ci',
    'ci%2flint',
    'ci/../x',
    'ci/./x',
    'ci/..',
    'ci\\lint',
    ' ci/lint',
    'nightly2',
  ])('does not write %j', async (key) => {
    const { status, body } = await call(buildUrl(server.baseUrl), {
      method: 'POST',
      json: { key, state: 'FAILED' },
      headers,
    });

    expect([status, body.error.message]).toEqual([403, expect.stringContaining('may not write a build status')]);
    expect(body.error.detail).toContain('ci/*');
  });

  const build = `/2.0/repositories/acme/widgets/commit/${documentedCommit}/statuses/build`;

  test.each([
    'ci/../victim',
    'ci/%2e%2e/victim',
    'ci%2f..%2fvictim',
    'ci/..%2fvictim',
    'ci//../victim',
    'ci/;/../victim',
  ])('reaches no other status by the path %s', async (path) => {
    const administrator = { authorization: `Bearer ${server.administratorToken}` };
    const json = { key: 'victim', state: 'FAILED' };
    await call(buildUrl(server.baseUrl), { method: 'POST', json, headers: administrator });

    const { status } = await callTarget(server.baseUrl, `${build}/${path}`, {
      method: 'PUT',
      json: { state: 'SUCCESSFUL' },
      headers,
    });

    expect(status).toBeOneOf([403, 404]);
    expect((await call(buildUrl(server.baseUrl, { key: 'victim' }))).body.state).toBe('FAILED');
  });

  test('writes of a batch what it may, and nothing else', async () => {
    const commit = 'c'.repeat(40);
    const statuses = ['ci/one', 'other', 'ci/two'].map((key) => ({ commit, key, state: 'SUCCESSFUL' }));

    const { status, body } = await call(`${server.baseUrl}/signalbox/1/repositories/acme/widgets/statuses/batch`, {
      method: 'POST',
      json: { statuses },
      headers,
    });

    expect([status, body.refused]).toEqual([207, 1]);
    const { values } = (await call(statusesUrl(server.baseUrl, { commit }))).body;
    expect(values.map(({ key }: { readonly key: string }) => key)).toEqual(['ci/one', 'ci/two']);
  });
});
