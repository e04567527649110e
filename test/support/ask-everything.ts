import { expect } from 'vitest';
import { commitStatusFields } from '../../src/query/commit-status-fields.ts';
import { pullRequestFields } from '../../src/query/pull-request-fields.ts';
import { repositoryFields } from '../../src/query/repository-fields.ts';
import { statusEventFields } from '../../src/query/status-event-fields.ts';
import { workspaceFields } from '../../src/query/workspace-fields.ts';
import { buildUrl, documentedCommit, hashFrom } from './addresses.ts';
import { type Call, call } from './call.ts';
import { isOfToken, makeAccount, makeToken } from './make-token.ts';
import { exampleBody, fillPath, listOperations, type Operation } from './openapi-operations.ts';

const fields = {
  ...commitStatusFields,
  ...statusEventFields,
  ...pullRequestFields,
  ...repositoryFields,
  ...workspaceFields,
};

/** Pages for people, and the probe that goes to the database. */
const pages = ['/', `/WORKSPACE/my-repo/commits/${documentedCommit}`, '/readyz'];

/**
 * Asks a server in development for everything that it can do: each operation in a workspace of its own that holds all it
 * speaks of, and each collection by pages, and searched and sorted by every field that it has. The repositories named, and
 * there already, are asked what can be asked without changing them.
 */
export async function askEverything(baseUrl: string, others: readonly string[] = []): Promise<void> {
  const operations = await listOperations();
  // What the examples of bodies name, which cannot be told otherwise.
  await fill(baseUrl, 'my-workspace');
  for (const [index, operation] of operations.entries()) {
    const filled = await fill(baseUrl, `everything-${index}`);
    const values = {
      ...filled,
      ...(operation.operationId === 'createRepository' && { repo_slug: 'new-repo' }),
      ...(isOfToken(operation) && { id: await makeToken(baseUrl, operation) }),
    };
    await makeAccount(baseUrl);
    const json = exampleBody(operation);
    const asked = { method: operation.method, ...(json !== undefined && { json }) };
    const path = fillPath(operation, values);
    const hasDoubt = ['getTag', 'createAccount', 'createAccessToken'].includes(operation.operationId);
    await ask(`${baseUrl}${path}`, asked, hasDoubt ? 404 : 204);
    for (const query of queriesOf(operation)) await ask(`${baseUrl}${path}?${query}`, {}, 400);
    if (operation.method !== 'GET') continue;
    for (const repository of others) {
      const [workspace = '', slug = ''] = repository.split('/');
      await ask(`${baseUrl}${fillPath(operation, { ...values, workspace, repo_slug: slug, name: 'main' })}`, {}, 404);
    }
  }
  const { workspace } = await fill(baseUrl, 'everything');
  for (const page of pages) await ask(`${baseUrl}${page.replace('WORKSPACE', workspace)}`, {}, 200);
  await rename(baseUrl, workspace);
}

async function ask(url: string, asked: Call, highest: number): Promise<void> {
  const { status } = await call(url, asked);
  expect(status, `${asked.method ?? 'GET'} ${url}`).toBeLessThanOrEqual(highest);
}

/** Fields of other collections are refused; those that this one has are searched. */
function queriesOf({ parameters = [] }: Operation): readonly string[] {
  const takes = (name: string) => parameters.some((parameter) => parameter.in === 'query' && parameter.name === name);
  return [
    ...(takes('pagelen') ? ['pagelen=1', 'pagelen=1&page=2'] : []),
    ...(takes('refname') ? ['refname=wider-gate'] : []),
    ...(takes('commit') ? [`commit=${documentedCommit}&commit=beef000`] : []),
    ...(takes('key') ? ['key=green'] : []),
    ...(takes('branch') ? ['branch=main'] : []),
    ...(takes('state') ? ['state=OPEN'] : []),
    ...(takes('q')
      ? Object.keys(fields).map((field) => `q=${encodeURIComponent(`${field} != null`)}&sort=-${field}`)
      : []),
  ];
}

/** Makes what the examples speak of: statuses, a pull request whose branch has moved on, a restriction, a webhook. */
async function fill(baseUrl: string, workspace: string) {
  const repository = `${workspace}/my-repo`;
  await report(baseUrl, repository, { key: 'MY-BUILD', refname: 'wider-gate' });
  await report(baseUrl, repository, { key: 'other', refname: 'main' });
  await report(baseUrl, repository, { key: 'green', state: 'SUCCESSFUL', refname: 'main' }, hashFrom('beef'));
  const pullRequest = { title: 'Widen the gate', source: { branch: { name: 'wider-gate' } } };
  const reviewers = [{ username: 'bob' }];
  const { pullRequests, hooks, restrictions, voids } = placesOf(baseUrl, repository);
  await call(pullRequests, { method: 'POST', json: { ...pullRequest, reviewers } });
  await call(pullRequests, { method: 'POST', json: pullRequest });
  await report(baseUrl, repository, { key: 'other', refname: 'wider-gate' }, hashFrom('c0ffee'));
  await call(`${voids}/MY-BUILD`, { method: 'PUT', json: { reason: 'The disk was full.' } });
  await call(restrictions, { method: 'POST', json: { kind: 'enforce_merge_checks', pattern: 'main' } });
  const hook = { url: 'https://chat.example.org/hook', events: ['repo:commit_status_created'] };
  const { body } = await call(hooks, { method: 'POST', json: hook });
  return { workspace, uid: encodeURIComponent(body.uuid) };
}

function report(baseUrl: string, repository: string, status: object, commit = documentedCommit) {
  return call(buildUrl(baseUrl, { repository, commit }), { method: 'POST', json: { state: 'FAILED', ...status } });
}

/** A name that the repository had before finds it still. */
async function rename(baseUrl: string, workspace: string): Promise<void> {
  const url = `${baseUrl}/2.0/repositories/${workspace}/my-repo`;
  await ask(url, { method: 'PUT', json: { name: 'renamed' } }, 201);
  await ask(url, {}, 301);
}

function placesOf(baseUrl: string, repository: string) {
  const root = `${baseUrl}/2.0/repositories/${repository}`;
  return {
    pullRequests: `${root}/pullrequests`,
    hooks: `${root}/hooks`,
    restrictions: `${root}/branch-restrictions`,
    voids: `${baseUrl}/signalbox/1/repositories/${repository}/commits/${documentedCommit}/voids`,
  };
}
