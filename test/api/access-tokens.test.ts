import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildUrl } from '../support/addresses.ts';
import { type Call, call } from '../support/call.ts';
import { startServer } from '../support/start-server.ts';
import { type ServingServer, startServing } from '../support/start-serving.ts';

let server: ServingServer;
let tokens: string;
let admin: Record<string, string>;

beforeAll(async () => {
  server = await startServing();
  tokens = `${server.baseUrl}/signalbox/1/tokens`;
  admin = { authorization: `Bearer ${server.administratorToken}` };
  await server.access.repository('acme/widgets', { isPrivate: true });
  await server.access.account({ name: 'ci' });
  await server.access.account({ name: 'other' });
});
afterAll(() => server[Symbol.asyncDispose]());

function create(json: object, headers = admin) {
  return call(tokens, { method: 'POST', json, headers });
}

function ask(path: string, asked: Call = {}) {
  return call(`${tokens}${path}`, { headers: admin, ...asked });
}

const forWidgets = { account: 'ci', repository: 'acme/widgets', scopes: ['buildstatus:write'], keys: ['ci/*'] };

describe('an access token', () => {
  test('is created, with a secret that is shown this once and kept by nobody on the way', async () => {
    const { status, headers, body } = await create({ ...forWidgets, name: 'lint', expires: '90d' });
    const { token, ...rest } = body;

    expect([status, headers.get('cache-control'), headers.get('location')]).toEqual([
      201,
      'no-store',
      `${tokens}/${body.id}`,
    ]);
    expect(token).toMatch(/^sbx_[\w-]{43}$/);
    expect(rest).toEqual({
      type: 'access_token',
      id: expect.stringMatching(/^[\da-f-]{36}$/),
      name: 'lint',
      account: 'ci',
      repository: 'acme/widgets',
      workspace: null,
      scopes: ['buildstatus:write'],
      keys: ['ci/*'],
      created_on: expect.any(String),
      expires_on: expect.any(String),
      last_used_on: null,
      revoked_on: null,
      links: { self: { href: `${tokens}/${body.id}` } },
    });
    const shown = [await ask(`/${body.id}`), await ask('?account=ci'), await ask('')];
    expect(shown[0]?.body).toEqual(rest);
    expect(shown[1]?.body.values).toContainEqual(rest);
    expect(JSON.stringify(shown.map((answer) => answer.body))).not.toContain(token);
  });

  test('lets its holder do what it says, and nothing else', async () => {
    const { body } = await create(forWidgets);
    const headers = { authorization: `Bearer ${body.token}` };
    const report = (key: string) =>
      call(buildUrl(server.baseUrl), { method: 'POST', json: { key, state: 'FAILED' }, headers });

    expect((await report('ci/lint')).status).toBe(201);
    expect((await report('deploy')).status).toBe(403);
    expect((await call(`${server.baseUrl}/2.0/repositories/acme/widgets/hooks`, { headers })).status).toBe(403);
  });

  test('counts no more once it is revoked, in the very next request to every process', async () => {
    const { body } = await create({ account: 'ci', scopes: ['account'] });
    const headers = { authorization: `Bearer ${body.token}` };
    await using other = await startServer(server.flags, 'serve');
    const letIn = () =>
      Promise.all([server, other].map(async ({ baseUrl }) => (await call(`${baseUrl}/2.0/user`, { headers })).status));

    expect(await letIn()).toEqual([200, 200]);
    expect((await ask(`/${body.id}`, { method: 'DELETE' })).status).toBe(204);
    expect(await letIn()).toEqual([401, 401]);
    expect((await ask(`/${body.id}`)).body.revoked_on).toEqual(expect.any(String));
    expect((await ask('?account=ci')).body.values).not.toContainEqual(expect.objectContaining({ id: body.id }));
    expect((await ask(`/${body.id}`, { method: 'DELETE' })).status).toBe(404);
  });

  test('looks at and revokes itself, and no other of its account', async () => {
    const { body } = await create({ account: 'ci', scopes: ['webhook'] });
    const own = { authorization: `Bearer ${body.token}` };
    const { headers: others } = await server.access.token({ account: 'other', scopes: ['webhook', 'account'] });
    const { headers: blind } = await server.access.token({ account: 'other', scopes: ['webhook'] });

    const { headers: sibling } = await server.access.token({ account: 'ci', scopes: ['webhook', 'account'] });
    const { headers: manager } = await server.access.token({ account: 'hr', scopes: ['account:write'] });

    expect((await ask('?account=ci', { headers: manager })).body.values).toContainEqual(
      expect.objectContaining({ id: body.id }),
    );
    expect((await ask(`/${body.id}`, { headers: own })).body.id).toBe(body.id);
    for (const headers of [blind, sibling]) {
      for (const path of ['', '?account=ci', `/${body.id}`, '/00000000-0000-0000-0000-000000000000']) {
        expect([path, (await ask(path, { headers })).status]).toEqual([path, 403]);
      }
    }
    expect((await ask('?account=ci', { headers: own })).status).toBe(403);
    expect((await ask(`/${body.id}`, { method: 'DELETE', headers: sibling })).status).toBe(403);
    expect((await ask(`/${body.id}`, { method: 'DELETE', headers: others })).body.error.detail.required).toEqual([
      'account:write',
    ]);
    expect((await ask(`/${body.id}`, { method: 'DELETE', headers: {} })).status).toBe(401);
    expect((await ask(`/${body.id}`, { method: 'DELETE', headers: own })).status).toBe(204);
  });

  test('is not repeated where somebody takes it for its id', async () => {
    const { body } = await create({ account: 'ci', scopes: ['webhook'] });

    for (const method of ['GET', 'DELETE']) {
      const answer = await ask(`/${body.token}`, { method });
      expect([answer.status, JSON.stringify(answer.body)]).toEqual([404, expect.not.stringContaining(body.token)]);
    }
  });

  test('is made of a form, too', async () => {
    const form = { account: 'ci', scopes: 'buildstatus:write', keys: 'ci/*', workspace: 'acme' };

    const { status, body } = await call(tokens, { method: 'POST', form, headers: admin });

    expect([status, body.scopes, body.keys, body.workspace]).toEqual([201, ['buildstatus:write'], ['ci/*'], 'acme']);
  });
});

const wrong: readonly (readonly [string, object, number, string])[] = [
  ['without scopes', { scopes: undefined }, 400, 'scopes: This field is required.'],
  ['with no scope at all', { scopes: [] }, 400, 'scopes: This list may not be empty.'],
  ['with a scope that there is not', { scopes: ['admin'] }, 400, "(received 'admin')"],
  ['with an empty list of keys', { keys: [] }, 400, 'keys: Name 1 to 50 patterns'],
  ['with a pattern that cannot be one', { keys: [''] }, 400, 'A pattern for keys is 1 to 255 characters'],
  ['with keys, and nothing to report', { scopes: ['webhook'] }, 400, 'add the scope buildstatus:write'],
  ['with an end that is past', { expires: '2020-01-01' }, 400, 'past already'],
  ['with an end that is none', { expires: 'soon' }, 400, 'expires: Say how long'],
  ['with a name of two lines', { name: 'a\nb' }, 400, 'no control characters'],
  ['for two places', { workspace: 'acme' }, 400, 'not both'],
  ['for what is no repository', { repository: 'widgets' }, 400, 'Name a repository as WORKSPACE/SLUG'],
  ['for a repository that is not there', { repository: 'acme/none' }, 404, 'may not have access to this repository'],
  ['for a workspace that is not there', { repository: null, workspace: 'none' }, 404, "identifier 'none'"],
  ['for nobody', { account: 'nobody' }, 404, "There is no account 'nobody'."],
];

test.each(wrong)('an access token %s is refused', async (_, members, status, message) => {
  const answer = await create({ ...forWidgets, ...members });

  expect([answer.status, answer.body.error.message]).toEqual([status, expect.stringContaining(message)]);
});

test('an account that is not active gets no token', async () => {
  await call(`${server.baseUrl}/signalbox/1/accounts`, { method: 'POST', json: { name: 'gone' }, headers: admin });
  await call(`${server.baseUrl}/signalbox/1/accounts/gone`, {
    method: 'PUT',
    json: { is_active: false },
    headers: admin,
  });

  const { status, body } = await create({ account: 'gone', scopes: ['webhook'] });

  expect([status, body.error.message]).toEqual([409, "The account 'gone' is not active."]);
});

test('a consumer is kept apart from tokens, and is no token', async () => {
  const consumers = `${server.baseUrl}/signalbox/1/consumers`;
  const made = await call(consumers, { method: 'POST', json: { account: 'ci', scopes: ['account'] }, headers: admin });
  const { key, secret, id } = made.body;

  expect([made.status, key, made.headers.get('cache-control')]).toEqual([201, id, 'no-store']);
  expect((await call(`${consumers}/${key}`, { headers: admin })).body).toMatchObject({ type: 'oauth_consumer', key });
  expect((await call(consumers, { headers: admin })).body.values).toHaveLength(1);
  expect((await ask(`/${key}`)).status).toBe(404);
  expect((await ask(`/${key}`, { method: 'DELETE' })).status).toBe(404);
  const headers = { authorization: `Bearer ${secret}` };
  expect((await call(`${server.baseUrl}/2.0/user`, { headers })).status).toBe(401);
});
