import type { ErrorObject } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseConfig } from '../../src/config/config.ts';
import { composeServer } from '../../src/server/compose-server.ts';
import { documentedCommit } from '../support/addresses.ts';
import { type Answer, call } from '../support/call.ts';
import { readOfficialSchemas } from '../support/official-schemas.ts';
import { listOperations, type OperationAt } from '../support/openapi-operations.ts';
import { routesOf } from '../support/routes-of.ts';
import { type RunningServer, startServer } from '../support/start-server.ts';

const repository = '/2.0/repositories/acme/widgets';
const commit = `${repository}/commit/${documentedCommit}`;
const build = { key: 'ci', state: 'FAILED', refname: 'main', url: 'https://ci/{commit.hash}' };
const hook = { url: 'https://x/', events: ['repo:push'] };

/** One request of each operation that succeeds, in an order in which all of them do; `{uid}` is the webhook's. */
const requests: readonly (readonly [operationId: string, target: string, json?: object])[] = [
  ['createBuildStatus', `${commit}/statuses/build`, build],
  ['createBuildStatus', `${commit}/statuses/build`, { key: 'no branch', state: 'FAILED' }],
  ['getBuildStatus', `${commit}/statuses/build/ci`],
  ['updateBuildStatus', `${commit}/statuses/build/ci`, { state: 'STOPPED' }],
  ['listCommitStatuses', `${commit}/statuses?pagelen=1`],
  ['createPullRequest', `${repository}/pullrequests`, { title: 'A', source: { branch: { name: 'a' } } }],
  [
    'createPullRequest',
    `${repository}/pullrequests`,
    {
      title: 'B',
      source: { branch: { name: 'main' } },
      destination: { branch: { name: 'b' } },
      reviewers: [{ username: 'bob' }],
    },
  ],
  ['getPullRequest', `${repository}/pullrequests/2`],
  ['listPullRequests', `${repository}/pullrequests?pagelen=1`],
  ['updatePullRequest', `${repository}/pullrequests/2`, { draft: true }],
  ['listPullRequestCommits', `${repository}/pullrequests/2/commits`],
  ['listPullRequestStatuses', `${repository}/pullrequests/2/statuses`],
  ['declinePullRequest', `${repository}/pullrequests/1/decline`, { reason: 'no' }],
  ['mergePullRequest', `${repository}/pullrequests/2/merge`, {}],
  ['listCommits', `${repository}/commits`],
  ['listCommitsOfRevision', `${repository}/commits/main`],
  ['getCommit', commit],
  ['listRefs', `${repository}/refs`],
  ['listBranches', `${repository}/refs/branches`],
  ['getBranch', `${repository}/refs/branches/main`],
  ['listTags', `${repository}/refs/tags`],
  ['listAllRepositories', '/2.0/repositories'],
  ['listRepositories', '/2.0/repositories/acme'],
  ['getRepository', repository],
  ['createRepository', '/2.0/repositories/acme/gadgets', { description: 'x' }],
  ['updateRepository', '/2.0/repositories/acme/gadgets', { is_private: true }],
  ['createWebhook', `${repository}/hooks`, hook],
  ['listWebhooks', `${repository}/hooks`],
  ['getWebhook', `${repository}/hooks/{uid}`],
  ['updateWebhook', `${repository}/hooks/{uid}`, { secret: 's' }],
  ['deleteWebhook', `${repository}/hooks/{uid}`],
  ['deleteRepository', '/2.0/repositories/acme/gadgets'],
  ['getUser', '/2.0/user'],
  ['listUserWorkspaces', '/2.0/user/workspaces'],
  ['listUserWorkspacePermissions', '/2.0/user/permissions/workspaces'],
  ['listUserRepositoryPermissions', '/2.0/user/permissions/repositories'],
  ['listWorkspaces', '/2.0/workspaces'],
  ['getWorkspace', '/2.0/workspaces/acme'],
  [
    'createAccessToken',
    '/site/oauth2/access_token',
    { grant_type: 'client_credentials', client_id: 'x', client_secret: 'y' },
  ],
];

/** Only Git has tags; `test/api/refs.test.ts` gets one. */
const unasked = ['getTag'];

/** Where answers that were recorded contradict the published schemas: the recorded ones are what clients know. */
const exceptions: Readonly<Record<string, (problem: ErrorObject) => boolean>> = {
  'an unset refname is null': ({ instancePath, keyword }) => /\/refname$/.test(instancePath) && keyword === 'type',
  'errors name the wrong members': ({ instancePath, params }) =>
    instancePath === '/error' && params.additionalProperty === 'fields',
};

interface Exchange extends OperationAt {
  readonly answer: Answer;
}

let server: RunningServer;
let operations: readonly OperationAt[];
const exchanges: Exchange[] = [];

beforeAll(async () => {
  server = await startServer();
  operations = await listOperations(server.baseUrl);
  let uid = '';
  for (const [operationId, target, json] of requests) {
    const at = operations.find(({ operation }) => operation.operationId === operationId);
    if (at === undefined) throw new Error(`/openapi.json has no operation ${operationId}.`);
    const sent = { method: at.method, ...(json !== undefined && { json }) };
    const answer = await call(`${server.baseUrl}${target.replace('{uid}', uid)}`, sent);
    if (operationId === 'createWebhook') uid = encodeURIComponent(answer.body.uuid);
    exchanges.push({ ...at, answer });
  }
  for (const at of operations)
    exchanges.push({
      ...at,
      answer: await call(wrong(at), { method: at.method, ...(at.operation.requestBody && { json: {} }) }),
    });
});
afterAll(() => server[Symbol.asyncDispose]());

/** The operation on a repository or a workspace that is not there, with an empty body. */
function wrong({ path }: OperationAt): string {
  return `${server.baseUrl}${path.replace('{workspace}', 'nobody').replace(/\{\w+\}/g, 'none')}`;
}

test('every operation was asked for something that it can give', () => {
  const asked = requests.map(([operationId]) => operationId);

  expect([...new Set([...asked, ...unasked])].toSorted()).toEqual(
    operations.map(({ operation }) => operation.operationId).toSorted(),
  );
  for (const { operation, answer } of exchanges.slice(0, requests.length)) {
    expect([operation.operationId, answer.status], JSON.stringify(answer.body)).toEqual([
      operation.operationId,
      expect.toSatisfy((status: number) => status < 300),
    ]);
  }
});

test('/openapi.json has every route that the server has, and no other', async () => {
  await using composed = await composeServer(
    parseConfig('dev', { flags: { port: '0', memory: true }, environment: {} }),
  );

  const served = routesOf(composed.app).filter((route) => / \/(?:2\.0|site)\//.test(route));

  expect(served.map((route) => route.replace(/\/?\*$/, '/{}').replace(/:\w+/g, '{}')).toSorted()).toEqual(
    operations.map(({ method, path }) => `${method} ${path.replace(/\{\w+\}/g, '{}')}`).toSorted(),
  );
});

test('every answer is as /openapi.json has it', () => {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  formats.default(ajv);

  for (const { operation, answer } of exchanges) {
    const { responses } = operation;
    const documented = responses[answer.status] ?? responses[`${String(answer.status)[0]}XX`];
    const schema = documented?.content?.['application/json']?.schema;
    const name = `${operation.operationId} ${answer.status}`;
    expect(documented, `${name} is documented`).toBeDefined();
    if (answer.body === '') continue;
    const validate = ajv.compile(schema ?? false);
    expect([name, validate(answer.body), validate.errors ?? []]).toEqual([name, true, []]);
  }
});

test('every answer is as Bitbucket’s own schemas have it, where they say', () => {
  const official = readOfficialSchemas();
  if (official === undefined) {
    // The test above has held all answers to our own schemas.
    process.stdout.write('Bitbucket’s own description is not beside the project: only our own was checked.\n');
    return;
  }
  const problems = exchanges.flatMap(({ method, path, operation, answer }) => {
    const whole = official.ofAnswer(method, path, answer.status);
    const parts = [...(whole ? [[whole, answer.body] as const] : []), ...partsOf(answer.body, official)];
    return parts.flatMap(([schema, value]) => official.check(schema, value).map((problem) => ({ operation, problem })));
  });

  const unexpected = problems.filter(
    ({ problem }) => !Object.values(exceptions).some((isExpected) => isExpected(problem)),
  );
  expect(unexpected.map(({ operation, problem }) => [operation.operationId, problem])).toEqual([]);
  for (const [name, isExpected] of Object.entries(exceptions)) {
    expect(
      problems.some(({ problem }) => isExpected(problem)),
      `still needed: ${name}`,
    ).toBe(true);
  }
});

/** Every object inside an answer for which there is an official schema. */
function partsOf(
  value: unknown,
  official: NonNullable<ReturnType<typeof readOfficialSchemas>>,
  name = '',
): readonly (readonly [object & Record<string, unknown>, unknown])[] {
  if (Array.isArray(value)) return value.flatMap((element) => partsOf(element, official, name));
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.entries(value).flatMap(([key, member]) => partsOf(member, official, key));
  if ('href' in value) return [[official.link as Record<string, unknown>, value], ...inner];
  const byType = {
    user: official.account,
    team: official.account,
    workspace: official.workspace,
    error: official.error,
  };
  const schema = 'type' in value ? byType[value.type as keyof typeof byType] : undefined;
  return schema === undefined ? inner : [[schema as Record<string, unknown>, value], ...inner];
}
