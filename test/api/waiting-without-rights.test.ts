import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildUrl } from '../support/addresses.ts';
import { call } from '../support/call.ts';
import { combinedStatusUrl, hashOf } from '../support/combined-status.ts';
import { type ServingServer, startServing } from '../support/start-serving.ts';

let serving: ServingServer;

beforeAll(async () => {
  serving = await startServing();
  await serving.access.repository('acme/widgets', { isPrivate: true });
});
afterAll(() => serving[Symbol.asyncDispose]());

const commit = hashOf(1);

async function report(key: string): Promise<void> {
  const { headers } = await serving.access.token({ account: 'ci', scopes: ['buildstatus:write'] });
  const url = buildUrl(serving.baseUrl, { commit });
  await call(url, { method: 'POST', headers, json: { key, state: 'SUCCESSFUL', url: 'https://ci.example.org' } });
}

test('nothing is told to whoever waits when the token is revoked meanwhile', async () => {
  const { headers, uuid } = await serving.access.token({ account: 'reader', scopes: ['repository'] });
  const first = await call(combinedStatusUrl(serving.baseUrl, commit), { headers });
  const tag = first.headers.get('etag') ?? '';
  const url = combinedStatusUrl(serving.baseUrl, commit, '?wait=60&until=change');
  const answer = call(url, { headers: { ...headers, 'if-none-match': tag } });

  await serving.access.store.accessTokens.revokeAccessToken({ uuid, at: 5 });
  await report('ci');

  expect((await answer).status).toBe(401);
});
