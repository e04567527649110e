import { once } from 'node:events';
import { type IncomingMessage, get as sendRequest } from 'node:http';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ActionContext } from '../../src/actions/context.ts';
import { readAuditEvents } from '../../src/actions/list-audit-events.ts';
import { presentAuditLines } from '../../src/api/audit/present-audit-event.ts';
import { everything } from '../../src/domain/everything.ts';
import type { AuditStore } from '../../src/store/audit-store.ts';
import { buildUrl, documentedCommit } from '../support/addresses.ts';
import { basic, type Call, call } from '../support/call.ts';
import { findSchemaProblems } from '../support/response-validator.ts';
import { startServer } from '../support/start-server.ts';
import { type ServingServer, startServing } from '../support/start-serving.ts';

let server: ServingServer;
let administrator: Call['headers'];
let owner: Call['headers'];
let ci: Awaited<ReturnType<ServingServer['access']['token']>>;

beforeAll(async () => {
  server = await startServing();
  const { access } = server;
  for (const name of ['acme/widgets', 'acme/gadgets', 'acme/doomed'])
    await access.repository(name, { isPrivate: true });
  administrator = { authorization: `Bearer ${server.administratorToken}` };
  const scopes = ['repository:admin', 'webhook', 'repository'] as const;
  owner = (await access.token({ account: 'owner', scopes, at: 'acme/widgets' })).headers;
  ci = await access.token({ account: 'ci', scopes: ['buildstatus:write'] });
});
afterAll(() => server[Symbol.asyncDispose]());

function audit(query = '', headers = administrator) {
  return call(`${server.baseUrl}/signalbox/1/audit${query}`, { headers: { ...headers } });
}

async function report(repository: string, key: string, state = 'FAILED') {
  const answer = await call(buildUrl(server.baseUrl, { repository }), {
    method: 'POST',
    json: { key, state },
    headers: ci.headers,
  });
  expect([200, 201]).toContain(answer.status);
}

test('tells who reported a status with which token, from where, and what it said before', async () => {
  await report('acme/widgets', 'told');
  await report('acme/widgets', 'told', 'SUCCESSFUL');

  const { status, body } = await audit('?repository=acme/widgets&pagelen=1');

  expect(status).toBe(200);
  expect(body).toEqual({
    page: 1,
    pagelen: 1,
    next: `${server.baseUrl}/signalbox/1/audit?repository=acme/widgets&pagelen=1&page=2`,
    values: [
      {
        type: 'audit_event',
        id: expect.any(Number),
        occurred_on: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:]{8}\.\d{6}\+00:00$/),
        action: 'status.overwritten',
        account: { uuid: expect.stringMatching(/^\{.*\}$/), name: 'ci' },
        token: { uuid: ci.uuid },
        address: '127.0.0.1',
        repository: { full_name: 'acme/widgets' },
        subject: 'told',
        commit: { hash: documentedCommit },
        details: { state: 'SUCCESSFUL', old_state: 'FAILED' },
      },
    ],
  });
});

test('tells of everything that can be done, and of nothing that was refused', async () => {
  const api = `${server.baseUrl}/2.0/repositories/acme`;
  const send = async (method: string, path: string, json?: object) => {
    const answer = await call(`${api}/${path}`, { method, json, headers: { ...administrator } });
    expect(answer.status, `${method} ${path} ${JSON.stringify(answer.body)}`).toBeLessThan(300);
    return answer.body;
  };
  await send('POST', 'new', { is_private: true });
  await send('PUT', 'new', { is_private: false });
  await send('PUT', 'new', { name: 'newer' });
  const url = 'https://hooks.example.org/services/S3CRET?token=S3CRET';
  const hook = await send('POST', 'newer/hooks', { url, events: ['repo:push'], secret: 'S3CRET' });
  const uid = encodeURIComponent(hook.uuid);
  await send('PUT', `newer/hooks/${uid}`, { active: false });
  await send('DELETE', `newer/hooks/${uid}`);
  for (const branch of ['one', 'two'])
    await send('POST', 'newer/pullrequests', { title: 't', source: { branch: { name: branch } } });
  await send('PUT', 'newer/pullrequests/1', { title: 'u' });
  await send('POST', 'newer/pullrequests/1/decline', {});
  await send('POST', 'newer/pullrequests/2/merge', { merge_commit: { hash: documentedCommit } });
  await report('acme/newer', 'refused');
  const refused = await call(buildUrl(server.baseUrl, { repository: 'acme/newer' }), {
    method: 'POST',
    json: {},
    headers: ci.headers,
  });
  expect(refused.status).toBe(400);

  const { body } = await audit('?repository=acme/newer&pagelen=100');
  const told = body.values
    .map(({ action, subject, details }: Record<string, unknown>) => [action, subject, details])
    .toReversed();
  const { uuid } = await send('GET', 'newer');
  expect(told).toEqual([
    ['repository.created', uuid, { is_private: true }],
    ['repository.updated', uuid, { is_private: false }],
    ['repository.renamed', uuid, { new_name: 'acme/newer' }],
    ['webhook.created', hook.uuid, { host: 'hooks.example.org', events: ['repo:push'], secret_changed: true }],
    ['webhook.updated', hook.uuid, {}],
    ['webhook.removed', hook.uuid, {}],
    ['pullrequest.created', '1', {}],
    ['pullrequest.created', '2', {}],
    ['pullrequest.updated', '1', {}],
    ['pullrequest.declined', '1', {}],
    ['pullrequest.merged', '2', { merge_commit: documentedCommit }],
    ['status.created', 'refused', { state: 'FAILED' }],
  ]);
  expect(JSON.stringify(body)).not.toContain('S3CRET');
});

test('tells of the first token, and holds neither it nor any other', async () => {
  const { body } = await audit('?action=token.created');

  expect(body.values).toMatchObject([
    { action: 'token.created', account: null, address: null, repository: null, details: { account: 'administrator' } },
  ]);
  expect((await audit('?format=ndjson')).body).not.toContain('sbx_');
});

describe('is shown', () => {
  test('of the whole server to its administrators alone', async () => {
    const anonymous = await audit('', {});
    const wrong = await audit('', owner);

    expect([anonymous.status, wrong.status, (await audit()).status]).toEqual([401, 403, 200]);
    expect(wrong.body.error.detail).toEqual({ required: ['repository:admin'], granted: [] });
  });

  test('of a repository to its administrators, and to nobody else', async () => {
    await report('acme/widgets', 'seen');
    await report('acme/gadgets', 'hidden');

    const own = await audit('?repository=acme/widgets&pagelen=100', owner);
    const names = new Set(
      own.body.values.map((event: { repository: { full_name: string } }) => event.repository.full_name),
    );
    expect(names).toEqual(new Set(['acme/widgets']));
    expect((await audit('?repository=acme/gadgets', owner)).status).toBe(404);
    expect((await audit('?repository=acme/nothing', owner)).status).toBe(404);
    expect((await audit('?repository=acme/gadgets', ci.headers)).status).toBe(403);
    expect((await audit('?repository=acme/gadgets&format=ndjson', owner)).status).toBe(404);
  });

  test('of a repository that has been removed, to administrators of the server, by its UUID', async () => {
    await report('acme/doomed', 'last');
    const url = `${server.baseUrl}/2.0/repositories/acme/doomed`;
    const { uuid } = (await call(url, { headers: { ...administrator } })).body;
    const query = `?repository_uuid=${encodeURIComponent(uuid)}`;
    expect((await audit(query)).body.values).toMatchObject([{ subject: 'last' }]);
    await call(url, { method: 'DELETE', headers: { ...administrator } });

    const { body } = await audit(query);

    expect(body.values).toMatchObject([
      { action: 'repository.removed', subject: uuid, account: { name: 'administrator' } },
      { action: 'status.created', subject: 'last', repository: { full_name: 'acme/doomed' } },
    ]);
    expect((await audit(query, owner)).status).toBe(404);
    expect((await audit('?repository=acme/doomed')).status).toBe(404);
  });
});

test('is searched by action, account and time', async () => {
  await report('acme/gadgets', 'found');
  const [first] = (await audit('?repository=acme/gadgets&action=status.created')).body.values;
  const at = encodeURIComponent(first.occurred_on);
  const subjects = async (query: string) =>
    (await audit(`?repository=acme/gadgets&repository_uuid=&pagelen=100&${query}`)).body.values.map(
      ({ subject }: { subject: string }) => subject,
    );

  expect((await subjects(`since=${at}`))[0]).toBe('found');
  expect(await subjects(`since=${at}&until=${at}`)).toEqual([]);
  expect(await subjects(`since=${at}&account=ci`)).toEqual(['found']);
  expect(await subjects(`since=${at}&account=${encodeURIComponent(first.account.uuid)}`)).toEqual(['found']);
  expect(await subjects('account=owner')).toEqual([]);
  expect(await subjects('action=status.updated')).toEqual([]);
});

test.each([
  ['action=status.stolen', 'action: There is no'],
  ['since=yesterday', 'is not a date'],
  ['until=2025-02-30', 'no such day'],
  ['repository=widgets', 'WORKSPACE/SLUG'],
  ['repository_uuid=widgets', 'UUID in braces'],
  ['repository=acme/widgets&repository_uuid=%7B%7D', 'one of the two ways'],
  ['pagelen=101', 'Invalid pagelen'],
])('refuses ?%s', async (query, message) => {
  const { status, body } = await audit(`?${query}`);

  expect([status, body.error.message]).toEqual([400, expect.stringContaining(message)]);
});

describe('as NDJSON', () => {
  test('comes whole, each line an entry, also those that a page has no room for', async () => {
    const keys = Array.from({ length: 2000 }, (_, index) => ({
      commit: documentedCommit,
      key: `${index}`,
      state: 'STOPPED',
    }));
    const batch = `${server.baseUrl}/signalbox/1/repositories/acme/newer/statuses/batch`;
    for (const statuses of [keys.slice(0, 1000), keys.slice(1000)]) {
      await call(batch, { method: 'POST', json: { statuses }, headers: ci.headers });
    }

    const answer = await audit('?repository=acme/newer', { ...administrator, accept: 'application/x-ndjson' });

    expect(answer.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8');
    const lines = answer.body
      .trimEnd()
      .split('\n')
      .map((line: string) => JSON.parse(line));
    const reported = lines.filter(({ details }: { details: { state?: string } }) => details.state === 'STOPPED');
    expect(reported.map(({ subject }: { subject: string }) => subject)).toEqual(
      keys.map(({ key }) => key).toReversed(),
    );
    const { paths } = (await call(`${server.baseUrl}/openapi.json`)).body;
    const schema =
      paths['/signalbox/1/audit'].get.responses['200'].content['application/json'].schema.properties.values.items;
    expect(findSchemaProblems({ type: 'array', items: schema }, lines)).toEqual([]);
  });

  test('is read no faster than it is taken', async () => {
    const { store } = server.access;
    let count = 0;
    const listAuditEvents: AuditStore['listAuditEvents'] = (query) => {
      count += 1;
      return store.audit.listAuditEvents(query);
    };
    const context = { store: { ...store, audit: { ...store.audit, listAuditEvents } }, caller: { grants: everything } };

    const lines = Readable.from(presentAuditLines(await readAuditEvents(context as ActionContext, {})));
    await once(lines, 'readable');
    lines.destroy();
    await once(lines, 'close');

    // One stretch to look at, and those that fit into a stream before anybody asks.
    expect(count).toBeLessThan(3);
    const { length } = (await audit('?format=ndjson')).body.split('\n');
    expect(length).toBeGreaterThan(2000);
  });

  test('does no harm when its reader goes', async () => {
    const request = sendRequest(`${server.baseUrl}/signalbox/1/audit?format=ndjson`, { headers: { ...administrator } });
    const [answer] = (await once(request, 'response')) as [IncomingMessage];
    await once(answer, 'readable');
    answer.destroy();

    expect((await audit()).status).toBe(200);
  });

  test('has no body for HEAD', async () => {
    const url = `${server.baseUrl}/signalbox/1/audit?format=ndjson`;
    const { status, body, headers } = await call(url, { method: 'HEAD', headers: { ...administrator } });

    expect([status, body, headers.get('content-type')]).toEqual([200, '', 'application/x-ndjson; charset=utf-8']);
  });
});

test('with signalbox dev, tells the names that people gave, and is open to all', async () => {
  await using dev = await startServer();
  const headers = { authorization: basic('alice', 'any') };
  await call(buildUrl(dev.baseUrl), { method: 'POST', json: { key: 'ci', state: 'FAILED' }, headers });

  const { body } = await call(`${dev.baseUrl}/signalbox/1/audit`);

  expect(body.values).toMatchObject([
    { action: 'status.created', account: { name: 'alice' }, token: null },
    { action: 'repository.created', account: { name: 'alice' }, repository: { full_name: 'acme/widgets' } },
  ]);
});
