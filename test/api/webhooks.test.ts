import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildUrl } from '../support/addresses.ts';
import { basic, call } from '../support/call.ts';
import { type RunningServer, startServer } from '../support/start-server.ts';
import { createTemporaryDirectory } from '../support/temporary-directory.ts';

let server: RunningServer;

beforeAll(async () => {
  server = await startServer();
  await makeRepository('acme/widgets');
});
afterAll(() => server[Symbol.asyncDispose]());

const good = {
  description: 'Tell the chat',
  url: 'http://chat:8080/hooks',
  events: ['repo:push', 'repo:commit_status_created', 'repo:push'],
  secret: 'xyzzy',
};

function makeRepository(repository: string) {
  return call(buildUrl(server.baseUrl, { repository }), { method: 'POST', json: { key: 'ci', state: 'FAILED' } });
}

function hooks(repository = 'acme/widgets'): string {
  return `${server.baseUrl}/2.0/repositories/${repository}/hooks`;
}

function post(change: object = {}) {
  return call(hooks(), { method: 'POST', json: { ...good, ...change } });
}

describe('a webhook', () => {
  test('is answered in the recorded shape, events sorted, the secret kept to itself', async () => {
    const { status, headers, body } = await post();

    const self = `${hooks()}/${encodeURIComponent(body.uuid)}`;
    expect(status).toBe(201);
    expect(headers.get('location')).toBe(self);
    expect(body).toEqual({
      type: 'webhook_subscription',
      uuid: expect.stringMatching(/^\{[0-9a-f-]{36}\}$/),
      url: good.url,
      description: good.description,
      subject_type: 'repository',
      subject: expect.objectContaining({ type: 'repository', full_name: 'acme/widgets' }),
      active: true,
      events: ['repo:commit_status_created', 'repo:push'],
      secret_set: true,
      skip_cert_verification: false,
      history_enabled: false,
      read_only: false,
      source: null,
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/),
      links: { self: { href: self } },
    });
    expect(JSON.stringify(body)).not.toContain(good.secret);
  });

  test('is found by its UUID with and without braces, and in the list, oldest first', async () => {
    const first = (await post({ description: 'first' })).body;
    const second = (await post({ description: 'second' })).body;

    expect((await call(first.links.self.href)).body).toEqual(first);
    expect((await call(`${hooks()}/${first.uuid.slice(1, -1).toUpperCase()}`)).body).toEqual(first);
    const { size, values } = (await call(`${hooks()}?pagelen=100`)).body;
    expect(size).toBe(values.length);
    expect(values.slice(-2)).toEqual([first, second]);
  });

  test('changes only what is sent, and loses its secret only when told', async () => {
    const { links, ...created } = (await post()).body;
    const put = (json: object) => call(links.self.href, { method: 'PUT', json });

    expect((await put({ active: false, uuid: '{x}', created_at: 'then' })).body).toEqual({
      ...created,
      links,
      active: false,
    });
    expect((await put({ events: ['repo:fork'], url: 'https://x/' })).body).toMatchObject({
      events: ['repo:fork'],
      url: 'https://x/',
      active: false,
      secret_set: true,
    });
    expect((await put({ secret: '' })).body.secret_set).toBe(false);
    expect((await put({ secret: 'new' })).body.secret_set).toBe(true);
    expect((await put({ secret: null, description: null })).body).toMatchObject({ secret_set: false, description: '' });
  });

  test('is gone when it is deleted, and with its repository', async () => {
    const { links, uuid } = (await post()).body;
    await makeRepository('acme/passing');
    const other = (await call(hooks('acme/passing'), { method: 'POST', json: good })).body;

    expect((await call(links.self.href, { method: 'DELETE' })).status).toBe(204);
    await call(`${server.baseUrl}/2.0/repositories/acme/passing`, { method: 'DELETE' });
    await makeRepository('acme/passing');

    expect((await call(links.self.href)).body.error.message).toBe(`${uuid} is not a valid hook`);
    expect((await call(links.self.href, { method: 'DELETE' })).status).toBe(404);
    expect((await call(other.links.self.href)).status).toBe(404);
    expect((await call(hooks('acme/passing'))).body.size).toBe(0);
  });

  test('is taken as a form', async () => {
    const answer = await call(hooks(), {
      method: 'POST',
      form: { url: 'https://x/', events: 'repo:push', active: 'false' },
    });

    expect([answer.status, answer.body.events, answer.body.active]).toEqual([201, ['repo:push'], false]);
  });

  test.each([
    ['no url', { url: undefined }, 'url: This field is required.'],
    ['an address that is none', { url: 'javascript:alert(1)' }, 'url: Enter a valid URL.'],
    ['no events', { events: undefined }, 'events: This field is required.'],
    ['an empty list of events', { events: [] }, 'events: This list may not be empty.'],
    ['a number for a list of events', { events: 5 }, 'events: Not a valid list.'],
    ['an unknown event', { events: ['repo:sneeze'] }, "events: 'repo:sneeze' is not one of the events: issue:"],
    ['a secret too long', { secret: 's'.repeat(129) }, 'secret: Ensure this value has at most 128 characters'],
  ])('is refused with %s', async (_, change, message) => {
    const before = (await call(hooks())).body.size;

    const { status, body } = await post(change);

    expect([status, body.error.message]).toEqual([400, expect.stringContaining(message)]);
    expect((await call(hooks())).body.size).toBe(before);
  });

  test.each(['nonsense', '{11111111-2222-3333-4444-555555555555}'])('is not found as %s', async (uid) => {
    for (const method of ['GET', 'PUT', 'DELETE']) {
      const answer = await call(`${hooks()}/${encodeURIComponent(uid)}`, {
        method,
        ...(method === 'PUT' && { json: {} }),
      });
      expect([method, answer.status, answer.body.error.message]).toEqual([method, 404, `${uid} is not a valid hook`]);
    }
  });
});

test('webhooks are shown only to those who sign in', async () => {
  using directory = createTemporaryDirectory();
  await using serve = await startServer({ data: directory.path }, 'serve');
  const url = `${serve.baseUrl}/2.0/repositories/acme/widgets`;
  const authorization = basic('administrator', serve.administratorToken ?? '');
  await call(url, { method: 'POST', json: {}, headers: { authorization } });

  const anonymous = await call(`${url}/hooks`);

  expect([anonymous.status, anonymous.headers.get('www-authenticate')]).toEqual([401, 'Basic realm="Signalbox"']);
  expect((await call(`${url}/hooks`, { headers: { authorization } })).status).toBe(200);
});
