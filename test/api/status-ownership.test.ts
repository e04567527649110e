import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TokenToMake } from '../support/access.ts';
import { buildUrl, documentedCommit } from '../support/addresses.ts';
import { basic, call } from '../support/call.ts';
import { type RunningServer, startServer } from '../support/start-server.ts';
import { type ServingServer, startServing } from '../support/start-serving.ts';
import { batchUrl, postBatch } from '../support/status-batch.ts';

type Headers = { readonly authorization: string };

function report(server: RunningServer, headers: Headers, key: string, state = 'SUCCESSFUL') {
  return call(buildUrl(server.baseUrl), { method: 'POST', json: { key, state }, headers });
}

function update(server: RunningServer, headers: Headers, key: string) {
  return call(buildUrl(server.baseUrl, { key }), { method: 'PUT', json: { state: 'SUCCESSFUL' }, headers });
}

async function readState(server: RunningServer, key: string) {
  return (await call(buildUrl(server.baseUrl, { key }))).body.state;
}

describe('a status of somebody else', () => {
  let server: ServingServer;
  let jenkins: Headers;
  let travis: Headers;
  beforeAll(async () => {
    server = await startServing();
    await server.access.repository('acme/widgets', { isPrivate: false });
    jenkins = await tokenOf('jenkins');
    travis = await tokenOf('travis');
  });
  afterAll(() => server[Symbol.asyncDispose]());

  async function tokenOf(account: string, more: Partial<TokenToMake> = {}): Promise<Headers> {
    return (await server.access.token({ account, scopes: ['buildstatus:write'], ...more })).headers;
  }

  test('is not overwritten, and the answer says whose it is', async () => {
    expect((await report(server, jenkins, 'red', 'FAILED')).status).toBe(201);

    for (const refused of [await report(server, travis, 'red'), await update(server, travis, 'red')]) {
      expect(refused.status).toBe(403);
      expect(refused.body).toEqual({
        type: 'error',
        error: {
          message: `The build status 'red' of commit ${documentedCommit.slice(0, 12)} belongs to the account 'jenkins'.`,
          detail: expect.stringContaining('administrators of the repository'),
        },
      });
    }
    expect(await readState(server, 'red')).toBe('FAILED');
    expect((await report(server, jenkins, 'red', 'INPROGRESS')).status).toBe(200);
    expect((await report(server, await tokenOf('jenkins'), 'red', 'STOPPED')).status).toBe(200);
  });

  test.each<[string, Partial<TokenToMake>]>([
    ['a token whose key pattern covers it', { keyPatterns: ['other', 'ci/*'] }],
    ['an administrator of the repository', { scopes: ['buildstatus:write', 'repository:admin'] }],
  ])('is overwritten by %s, and stays whose it was', async (who, more) => {
    const key = `ci/${who}`;
    await report(server, jenkins, key, 'FAILED');

    const other = await tokenOf('somebody', more);
    expect((await report(server, other, key)).status).toBe(200);
    expect((await update(server, other, key)).status).toBe(200);

    expect((await report(server, await tokenOf('somebody'), key)).body.error.message).toContain("'jenkins'");
    expect((await report(server, jenkins, key)).status).toBe(200);
  });

  test('is not overwritten by a token whose key patterns cover other keys', async () => {
    await report(server, jenkins, 'ci/lint', 'FAILED');

    const other = await tokenOf('somebody', { keyPatterns: ['ci/lint/*', 'CI/*'] });

    expect((await report(server, other, 'ci/lint')).status).toBe(403);
    expect(await readState(server, 'ci/lint')).toBe('FAILED');
  });

  test('is not overwritten by the token of a user who administers the repository no more', async () => {
    const { repositories, accounts } = server.access.store;
    const { id: repositoryId = 0 } = (await repositories.findRepository({ workspace: 'acme', slug: 'widgets' })) ?? {};
    const place = { kind: 'repository', repositoryId } as const;
    const { id: accountId } = await server.access.account({ name: 'bob', kind: 'user' });
    await report(server, jenkins, 'ci/of-bob', 'FAILED');
    const bob = await tokenOf('bob', { keyPatterns: ['ci/*'] });
    const reportAs = async (level: 'admin' | 'write') => {
      await accounts.setPermission({ accountId, place, level });
      return (await report(server, bob, 'ci/of-bob')).status;
    };

    expect([await reportAs('admin'), await reportAs('write')]).toEqual([200, 403]);
    expect((await report(server, bob, 'ci/of-his-own')).status).toBe(201);
  });

  test('is not overwritten by an administrator of another repository', async () => {
    await server.access.repository('acme/gadgets');
    await report(server, jenkins, 'mine', 'FAILED');

    const other = await tokenOf('gadgeteer', { scopes: ['buildstatus:write', 'repository:admin'], at: 'acme/gadgets' });

    expect((await report(server, other, 'mine')).status).toBe(403);
    expect(await readState(server, 'mine')).toBe('FAILED');
  });

  test('is one refused status in a batch', async () => {
    await report(server, jenkins, 'taken', 'FAILED');
    const send = (...keys: readonly string[]) => {
      const statuses = keys.map((key) => ({ commit: documentedCommit, key, state: 'SUCCESSFUL' }));
      return postBatch(batchUrl(server.baseUrl), statuses, { headers: travis });
    };

    const mixed = await send('free', 'taken');
    const alone = await send('taken');

    expect([mixed.status, alone.status]).toEqual([207, 207]);
    expect(mixed.body.values).toMatchObject([{ status: 201 }, { status: 403 }]);
    expect(alone.body.values).toMatchObject([
      { status: 403, error: { message: expect.stringContaining("'jenkins'") } },
    ]);
    expect(await readState(server, 'taken')).toBe('FAILED');
  });
});

test('--shared-statuses lets whoever reports builds overwrite those of others', async () => {
  await using server = await startServing({ sharedStatuses: true });
  await server.access.repository('acme/widgets', { isPrivate: false });
  const scopes = ['buildstatus:write'] as const;
  const jenkins = await server.access.token({ account: 'jenkins', scopes });
  const travis = await server.access.token({ account: 'travis', scopes });

  expect((await report(server, jenkins.headers, 'ci')).status).toBe(201);
  expect((await report(server, travis.headers, 'ci')).status).toBe(200);
});

test('with signalbox dev, nobody owns a status', async () => {
  await using server = await startServer();

  expect((await report(server, { authorization: basic('alice', 'any') }, 'ci')).status).toBe(201);
  expect((await report(server, { authorization: basic('bob', 'any') }, 'ci')).status).toBe(200);
});
