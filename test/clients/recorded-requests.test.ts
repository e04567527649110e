import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildUrl } from '../support/addresses.ts';
import { call } from '../support/call.ts';
import { type RunningProgram, startProgram } from '../support/program.ts';
import { sendRecorded } from '../support/send-recorded.ts';
import { createTemporaryDirectory } from '../support/temporary-directory.ts';
import { answerRequests } from './requests/answer-requests.ts';
import type { ServerKind } from './requests/client-request.ts';
import { credentialRequests } from './requests/credential-requests.ts';
import { encodingRequests } from './requests/encoding-requests.ts';
import { pullRequestRequests } from './requests/pull-request-requests.ts';
import { repositoryRequests } from './requests/repository-requests.ts';
import { statusRequests } from './requests/status-requests.ts';

const opened = new AsyncDisposableStack();
const servers = new Map<ServerKind, RunningProgram>();
let placeholders: Readonly<Record<string, string>>;

beforeAll(async () => {
  const { path } = opened.use(createTemporaryDirectory());
  servers.set('dev', opened.use(await startProgram(['dev', '--port', '0', '--memory'])));
  servers.set('strict', opened.use(await startProgram(['dev', '--port', '0', '--memory', '--strict'])));
  servers.set('serve', opened.use(await startProgram(['serve', '--port', '0', '--data', path])));
  const token = /sbx_\S+/.exec(server('serve').output())?.[0] ?? '';
  placeholders = { '<token>': token, ...(await prepare(server('dev').baseUrl)) };
  await prepare(server('serve').baseUrl, token);
});
afterAll(() => opened.disposeAsync());

function server(kind: ServerKind): RunningProgram {
  return servers.get(kind) ?? expect.fail(`There is no server '${kind}'.`);
}

/** Makes what the requests speak of. */
async function prepare(baseUrl: string, token = 'anything') {
  const headers = { authorization: `Bearer ${token}` };
  const repository = `${baseUrl}/2.0/repositories/acme/widgets`;
  await call(`${baseUrl}/2.0/repositories/acme/gears`, { method: 'POST', json: {}, headers });
  const { body } = await call(repository, { method: 'POST', json: {}, headers });
  const paged = Array.from({ length: 12 }, (_, index) => ({ key: `page-${index}` }));
  const named = ['known', 'changed', 'renovate/stability/days', 'a b+c', 'overwritten'].map((key) => ({
    key,
    refname: 'main',
  }));
  for (const status of [...named, { key: 'gate', refname: 'feature/gate' }, ...paged]) {
    await call(buildUrl(baseUrl), { method: 'POST', json: { state: 'INPROGRESS', ...status }, headers });
  }
  const pullRequest = { title: 'Widen the gate', source: { branch: { name: 'feature/gate' } } };
  await call(`${repository}/pullrequests`, { method: 'POST', json: pullRequest, headers });
  return { '<uuid>': body.uuid, '<bare-uuid>': body.uuid.slice(1, -1) };
}

describe.each([
  { about: 'reports builds', requests: statusRequests },
  { about: 'asks for what builds are about', requests: repositoryRequests },
  { about: 'follows pull requests', requests: pullRequestRequests },
  { about: 'says who it is', requests: credentialRequests },
  { about: 'has its own way to write', requests: encodingRequests },
  { about: 'has its own way to read', requests: answerRequests },
])('a client that $about', ({ requests }) => {
  test.each(requests)('$client sends $sends', async ({ request, needs, server: kind = 'dev' }) => {
    const filled = Object.entries(placeholders).reduce((text, [name, value]) => text.replaceAll(name, value), request);

    const answer = await sendRecorded(server(kind).baseUrl, filled);

    expect(answer).toMatchObject(needs);
    expect(answer.headers['content-type']).toMatch(/^(application\/json|text\/plain); charset=utf-8$/);
  });
});
