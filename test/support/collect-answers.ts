import { openAdministration } from '../../src/server/open-administration.ts';
import { buildUrl, hashFrom } from './addresses.ts';
import { type Answer, type Call, call } from './call.ts';
import { createGitRepository, type GitRepository } from './git-repository.ts';
import { isOfToken, makeAccount, makeToken } from './make-token.ts';
import { exampleBody, fillPath, type Operation } from './openapi-operations.ts';
import { type RunningServer, startServer } from './start-server.ts';
import { createTemporaryDirectory } from './temporary-directory.ts';

/** What an operation answered, and what it was asked. */
export interface CollectedAnswer {
  readonly asked: string;
  readonly answer: Answer;
}

/** Servers for the questions that change nothing. */
export interface AnsweringServers extends AsyncDisposable {
  /** Its only repository, `acme/widgets`, is tied to Git. */
  readonly withGit: RunningServer;
  readonly git: GitRepository;
  /** Asks for credentials. */
  readonly guarded: RunningServer;
}

export async function startAnsweringServers(): Promise<AnsweringServers> {
  await using parts = new AsyncDisposableStack();
  const git = parts.use(createGitRepository());
  git.commit('Make a gate');
  git.git('tag', '-a', 'v1', '-m', 'The first');
  const dataDirectory = parts.use(createTemporaryDirectory()).path;
  const withGit = parts.use(await startServer({ memory: false, data: dataDirectory }));
  {
    await using administration = await openAdministration({ kind: 'sqlite', dataDirectory });
    await administration.addRepository({ address: { workspace: 'acme', slug: 'widgets' }, gitPath: git.directory });
  }
  git.git('switch', '--quiet', '--create', 'wider-gate');
  git.commit('Widen the gate');
  git.git('switch', '--quiet', 'main');
  await prepare(withGit.baseUrl, 'acme/widgets', git.git('rev-parse', 'wider-gate'));
  const data = parts.use(createTemporaryDirectory()).path;
  const guarded = parts.use(await startServer({ data }, 'serve'));
  const opened = parts.move();
  return { withGit, git, guarded, [Symbol.asyncDispose]: () => opened.disposeAsync() };
}

/** Makes what the examples speak of. */
async function prepare(baseUrl: string, repository: string, commit?: string): Promise<void> {
  const status = { key: 'MY-BUILD', state: 'SUCCESSFUL', refname: 'main', url: 'https://ci.example.org/{commit.hash}' };
  const at = { repository, ...(commit !== undefined && { commit }) };
  await call(buildUrl(baseUrl, at), { method: 'POST', json: status });
  await call(buildUrl(baseUrl, at), { method: 'POST', json: { key: 'OTHER', state: 'FAILED' } });
  const green = { repository, commit: hashFrom('beef') };
  await call(buildUrl(baseUrl, green), { method: 'POST', json: { ...status, key: 'GREEN' } });
  const reviewers = [{ username: 'bob' }];
  const pullRequest = { title: 'Widen the gate', source: { branch: { name: 'wider-gate' } }, reviewers };
  await call(`${baseUrl}/2.0/repositories/${repository}/pullrequests`, { method: 'POST', json: pullRequest });
  await call(`${baseUrl}/2.0/repositories/${repository}/branch-restrictions`, { method: 'POST', json: restriction });
  await makeAccount(baseUrl);
}

/** With all members that a restriction can have. */
const restriction = {
  kind: 'restrict_merges',
  pattern: 'main',
  users: [{ username: 'bob' }],
  groups: [{ slug: 'developers' }],
};

/** Asks an operation what it was made for, and what it was not, until it has given every answer that it documents. */
export async function collectAnswers(operation: Operation, servers: AnsweringServers): Promise<CollectedAnswer[]> {
  return [
    ...(await askByExample(operation)),
    ...(operation.method === 'GET' ? await askWithGit(operation, servers) : []),
    ...('207' in operation.responses ? [await askInPartInVain(operation, servers.withGit)] : []),
    ...(operation.operationId === 'mergePullRequest' ? [await askEnforced(operation)] : []),
    ...(operation.operationId === 'createBranchRestriction' ? [await askTwice(operation)] : []),
    ...(operation.path.endsWith('/{uid}') ? await askAboutWebhook(operation) : []),
    ...(takesReason(operation) ? await askWithReason(operation) : []),
    ...(isOfToken(operation) ? await askAboutToken(operation) : []),
    ...(await askInVain(operation, servers.guarded)),
  ];
}

/** Its example: where nothing is there yet, where all is there that it speaks of, and where that has another name since. */
async function askByExample(operation: Operation): Promise<CollectedAnswer[]> {
  const repository = 'my-workspace/my-repo';
  const path = fillPath(operation);
  const json = exampleBody(operation);
  const asked = { method: operation.method, ...(json !== undefined && { json }) };
  const isPaged = operation.parameters?.some(({ name }) => name === 'pagelen');
  await using server = await startServer();
  const answers = [await ask(server, path, asked)];
  await prepare(server.baseUrl, repository);
  for (const query of isPaged ? ['', '?pagelen=1', '?pagelen=1&page=2'] : ['']) {
    answers.push(await ask(server, `${path}${query}`, asked));
  }
  if ('304' in operation.responses) answers.push(await ask(server, path, { headers: { 'if-none-match': '*' } }));
  await call(`${server.baseUrl}/2.0/repositories/${repository}`, { method: 'PUT', json: { name: 'my-renamed-repo' } });
  return [...answers, await ask(server, path, asked)];
}

async function askWithGit(operation: Operation, { withGit, git }: AnsweringServers): Promise<CollectedAnswer[]> {
  const name = operation.operationId === 'getTag' ? 'v1' : 'main';
  const commit = git.git('rev-parse', 'wider-gate');
  return [await ask(withGit, fillPath(operation, { workspace: 'acme', repo_slug: 'widgets', commit, name }))];
}

/** Nobody can choose the UUID of a webhook, so that no example can name one. */
async function askAboutWebhook(operation: Operation): Promise<CollectedAnswer[]> {
  await using server = await startServer();
  await prepare(server.baseUrl, 'my-workspace/my-repo');
  const hook = { url: 'https://chat.example.org/hook', events: ['repo:commit_status_created'], secret: 'xyzzy' };
  const hooks = `${server.baseUrl}/2.0/repositories/my-workspace/my-repo/hooks`;
  const { uuid } = (await call(hooks, { method: 'POST', json: hook })).body;
  const json = exampleBody(operation);
  const sent = { method: operation.method, ...(json !== undefined && { json }) };
  return [await ask(server, fillPath(operation, { uid: encodeURIComponent(uuid) }), sent)];
}

/** Nor its id. */
async function askAboutToken(operation: Operation): Promise<CollectedAnswer[]> {
  await using server = await startServer();
  const id = await makeToken(server.baseUrl, operation);
  return [await ask(server, fillPath(operation, { id }), { method: operation.method })];
}

function takesReason({ parameters = [] }: Operation): boolean {
  return parameters.some(({ name }) => name === 'reason');
}

/** Of what is voided, with a reason that is too long, and then with a good one. */
async function askWithReason(operation: Operation): Promise<CollectedAnswer[]> {
  await using server = await startServer();
  await prepare(server.baseUrl, 'my-workspace/my-repo');
  const path = fillPath(operation);
  const voids = `${server.baseUrl}${path.replace('/statuses/', '/voids/')}`;
  await call(voids, { method: 'PUT', json: { reason: 'The disk was full.' } });
  const { method } = operation;
  return [
    await ask(server, `${path}?reason=${'x'.repeat(1001)}`, { method }),
    await ask(server, `${path}?reason=It+was+not.`, { method }),
  ];
}

/** The second time it is there already. */
async function askTwice(operation: Operation): Promise<CollectedAnswer> {
  await using server = await startServer();
  await prepare(server.baseUrl, 'my-workspace/my-repo');
  const sent = { method: operation.method, json: exampleBody(operation) };
  await ask(server, fillPath(operation), sent);
  return await ask(server, fillPath(operation), sent);
}

/** Where merge checks are enforced that have not passed. */
async function askEnforced(operation: Operation): Promise<CollectedAnswer> {
  await using server = await startServer();
  await prepare(server.baseUrl, 'my-workspace/my-repo');
  const restrictions = `${server.baseUrl}/2.0/repositories/my-workspace/my-repo/branch-restrictions`;
  await call(restrictions, { method: 'POST', json: { kind: 'enforce_merge_checks', pattern: '*' } });
  const passing = { kind: 'require_passing_builds_to_merge', pattern: '*', value: 9 };
  await call(restrictions, { method: 'POST', json: passing });
  return await ask(server, fillPath(operation), { method: operation.method, json: {} });
}

/** With more statuses than are good. */
async function askInPartInVain(operation: Operation, server: RunningServer): Promise<CollectedAnswer> {
  const { statuses } = exampleBody(operation) as { readonly statuses: readonly object[] };
  return ask(server, fillPath(operation), { method: operation.method, json: { statuses: [...statuses, {}] } });
}

/** With wrong credentials, for what is not there, and for more than there may be. */
async function askInVain(operation: Operation, server: RunningServer): Promise<CollectedAnswer[]> {
  const { method } = operation;
  const path = fillPath(operation, { workspace: 'nobody' });
  const json = exampleBody(operation) ?? (operation.requestBody && {});
  const sent = { method, ...(json !== undefined && { json }) };
  const headers = { authorization: `Bearer ${server.administratorToken}` };
  const takesKeys = operation.parameters?.some((parameter) => parameter.in === 'query' && parameter.name === 'key');
  return [
    await ask(server, path, { ...sent, headers: { authorization: 'Bearer wrong' } }),
    await ask(server, path, { ...sent, headers }),
    await ask(server, `${path}?fields=${Array(21).fill('a').join('.')}`, { ...sent, headers }),
    ...(takesKeys ? [await ask(server, `${path}?${'key=a&'.repeat(101)}`, { headers })] : []),
    ...(json === undefined ? [] : [await ask(server, path, { method, headers, json: [] })]),
  ];
}

async function ask(server: RunningServer, path: string, asked: Call = {}): Promise<CollectedAnswer> {
  const answer = await call(`${server.baseUrl}${path}`, asked);
  return { asked: `${asked.method ?? 'GET'} ${path}: ${answer.status}`, answer };
}
