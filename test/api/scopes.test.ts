import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Scope } from '../../src/domain/scope.ts';
import { buildUrl, documentedCommit, hashFrom } from '../support/addresses.ts';
import { type Call, call } from '../support/call.ts';
import { isOfToken } from '../support/make-token.ts';
import { exampleBody, fillPath, listOperations, type Operation } from '../support/openapi-operations.ts';
import { everyScope, scopesWithout } from '../support/scope-table.ts';
import { type ServingServer, startServing } from '../support/start-serving.ts';

// What /openapi.json says that each operation needs is what it needs: each is asked for in a private repository of its own.

/** Everything is made and asked for by the same, whose own all statuses are. */
const account = 'somebody';

let server: ServingServer;
let root: Call['headers'];

beforeAll(async () => {
  server = await startServing();
  root = (await server.access.token({ account, scopes: everyScope })).headers;
  // What the examples of tokens and permissions speak of.
  await server.access.repository('my-workspace/my-repo', { isPrivate: true });
});
afterAll(() => server[Symbol.asyncDispose]());

const operations = (await listOperations()).map((operation, index) => ({ ...operation, index }));

function scopesOf({ security }: Operation): readonly Scope[] {
  return (security.find((scheme) => 'basic' in scheme)?.basic ?? []) as readonly Scope[];
}

/** Whoever gives rights needs to have them: those of the examples. */
const given: Readonly<Record<string, readonly Scope[]>> = {
  // Which is for any status under its keys, whoever's it is.
  createToken: ['buildstatus:write', 'repository:admin'],
  createConsumer: ['repository', 'pullrequest:write', 'repository:admin'],
  setPermission: ['pullrequest:write', 'account'],
  // Whoever knows it may do what the account may.
  setPassword: ['pullrequest:write', 'account', 'repository:admin'],
};

/** What tells what builds have reported. */
const ofBuilds: ReadonlySet<string> = new Set([
  'listCommitStatuses',
  'getBuildStatus',
  'getCombinedStatus',
  'getCombinedStatuses',
  'getLastGreen',
  'followRepository',
  'followCommit',
  'getCommitMergeChecks',
  'listCommitHistory',
  'listAttempts',
  'listFlakiness',
  'listVoids',
]);

/** Whoever reports builds may look at them, too. */
function alsoWithout(operation: Operation, missing: Scope): readonly Scope[] {
  return scopesWithout(missing, ...(ofBuilds.has(operation.operationId) ? (['buildstatus:write'] as const) : []));
}

/** The id of a token that is there, or of a consumer. */
async function makeToken({ path }: Operation): Promise<string> {
  const kind = path.includes('/consumers/') ? 'consumer' : 'token';
  return (await server.access.token({ account: 'jane', kind, scopes: ['repository'] })).uuid.slice(1, -1);
}

/** A private repository with all that the examples speak of. */
async function fill(index: number) {
  const workspace = `scopes-${index}`;
  const repository = `${workspace}/my-repo`;
  await server.access.repository(repository, { isPrivate: true });
  const send = async (
    path: string,
    json: object,
    { method = 'POST', commit }: { method?: string; commit?: string } = {},
  ) => {
    const url =
      path === ''
        ? buildUrl(server.baseUrl, { repository, ...(commit !== undefined && { commit }) })
        : `${server.baseUrl}${path.startsWith('/commits/') ? '/signalbox/1' : '/2.0'}/repositories/${repository}${path}`;
    const { status, body } = await call(url, { method, json, headers: root ?? {} });
    if (status >= 300) throw new Error(body.error.message);
    return body;
  };
  await send('', { key: 'MY-BUILD', state: 'FAILED', refname: 'wider-gate' });
  await send('', { key: 'other', state: 'FAILED', refname: 'main' });
  await send('', { key: 'green', state: 'SUCCESSFUL', refname: 'main' }, { commit: hashFrom('beef') });
  await send(`/commits/${documentedCommit}/voids/MY-BUILD`, { reason: 'a' }, { method: 'PUT' });
  await send('/pullrequests', { title: 'Widen the gate', source: { branch: { name: 'wider-gate' } } });
  await send('/branch-restrictions', { kind: 'force', pattern: 'main' });
  const { uuid } = await send('/hooks', {
    url: 'https://chat.example.org/hook',
    events: ['repo:commit_status_created'],
  });
  return { workspace, uid: encodeURIComponent(uuid) };
}

async function askWith(operation: Operation, values: Readonly<Record<string, string>>, scopes: readonly Scope[]) {
  const { headers } = await server.access.token({ account, scopes });
  const json = exampleBody(operation);
  return call(`${server.baseUrl}${fillPath(operation, values)}`, {
    method: operation.method,
    headers,
    ...(json !== undefined && { json }),
  });
}

describe.each(operations)('$method $path', (operation) => {
  const needed = scopesOf(operation);

  test(`needs ${needed.join(' and ') || 'no scope'}, and no other`, async () => {
    const filled = await fill(operation.index);
    const named = isOfToken(operation) ? { id: await makeToken(operation) } : {};
    const values =
      operation.operationId === 'createRepository' ? { ...filled, repo_slug: 'new-repo' } : { ...filled, ...named };

    for (const missing of needed) {
      const { status, body } = await askWith(operation, values, alsoWithout(operation, missing));

      expect([missing, status]).toEqual([missing, 403]);
      expect(body.error.detail.required).toContain(missing);
      expect(body.error.detail.granted).not.toContain(missing);
    }
    if (operation.operationId === 'createAccessToken') return;
    const held = [...needed, ...(given[operation.operationId] ?? [])];
    const enough = await askWith(operation, values, held.length === 0 ? ['webhook'] : held);
    // Without a Git directory there are no tags.
    if (operation.operationId === 'getTag') expect(enough.body.error.message).toContain('tag');
    else expect([enough.status, enough.body.error]).toEqual([expect.toBeOneOf([200, 201, 204]), undefined]);
  });

  test('says so alike for every way to sign in, and in words', () => {
    for (const scheme of operation.security) {
      for (const scopes of Object.values(scheme)) expect(scopes).toEqual(needed);
    }
    for (const scope of needed) expect(operation.description).toContain(`\`${scope}\``);
  });
});
