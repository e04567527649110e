import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildUrl, documentedCommit, hashFrom, statusesUrl } from '../support/addresses.ts';
import { basic, call } from '../support/call.ts';
import { type RunningServer, startServer } from '../support/start-server.ts';

let server: RunningServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server[Symbol.asyncDispose]());

const minimal = { key: 'ci', state: 'SUCCESSFUL' };

describe('POST …/statuses/build', () => {
  test('answers with every member that Bitbucket documents', async () => {
    const { baseUrl } = server;
    const repository = 'shape/widgets';

    const answer = await call(buildUrl(baseUrl, { repository }), {
      method: 'POST',
      json: {
        key: 'MY-BUILD',
        state: 'INPROGRESS',
        name: 'unit tests #12',
        description: '42 tests passed',
        url: 'https://www.example.org/my-build-result',
        refname: 'my-pr-branch',
      },
    });

    const api = `${baseUrl}/2.0/repositories/shape/widgets`;
    const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00$/);
    const uuid = expect.stringMatching(/^\{[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\}$/);
    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({
      key: 'MY-BUILD',
      type: 'build',
      state: 'INPROGRESS',
      name: 'unit tests #12',
      refname: 'my-pr-branch',
      commit: {
        hash: documentedCommit,
        type: 'commit',
        links: {
          self: { href: `${api}/commit/${documentedCommit}` },
          html: { href: `${baseUrl}/shape/widgets/commits/${documentedCommit}` },
        },
      },
      url: 'https://www.example.org/my-build-result',
      repository: {
        type: 'repository',
        full_name: 'shape/widgets',
        name: 'widgets',
        uuid,
        links: {
          self: { href: api },
          html: { href: `${baseUrl}/shape/widgets` },
          avatar: { href: `${baseUrl}/shape/widgets/avatar.svg` },
        },
      },
      description: '42 tests passed',
      uuid,
      created_on: time,
      updated_on: time,
      links: {
        self: { href: `${api}/commit/${documentedCommit}/statuses/build/MY-BUILD`, name: 'unit tests #12' },
        commit: { href: `${api}/commit/${documentedCommit}`, name: documentedCommit.slice(0, 12) },
      },
    });
  });

  test('says where the new status is, as a path', async () => {
    const answer = await call(buildUrl(server.baseUrl), { method: 'POST', json: { ...minimal, key: 'a/b c:ü' } });

    const location = answer.headers.get('location') ?? '';
    expect(location).toMatch(
      /^\/2\.0\/repositories\/acme\/widgets\/commit\/e10dae[0-9a-f]+\/statuses\/build\/a%2Fb%20c%3A%C3%BC$/,
    );
    expect((await call(new URL(location, server.baseUrl).href)).body.key).toBe('a/b c:ü');
  });

  test('leaves unset members as real answers do', async () => {
    const { body } = await call(buildUrl(server.baseUrl), { method: 'POST', json: { ...minimal, key: 'unset' } });

    expect(body).toMatchObject({ name: '', description: '', url: '', refname: null });
    expect(body.created_on).toBe(body.updated_on);
    expect(body).not.toHaveProperty('url_template');
  });

  test('overwrites the same key, keeps what is the status and unsets what is not sent', async () => {
    const url = buildUrl(server.baseUrl, { commit: hashFrom('0a') });
    const first = await call(url, {
      method: 'POST',
      json: { ...minimal, name: 'n', description: 'd', refname: 'r', url: 'http://ci/1' },
    });

    const second = await call(url, { method: 'POST', json: { ...minimal, state: 'FAILED' } });

    expect([first.status, second.status]).toEqual([201, 200]);
    expect(second.headers.get('location')).toBe(first.headers.get('location'));
    expect(second.body).toMatchObject({ state: 'FAILED', name: '', description: '', refname: null, url: '' });
    expect([second.body.uuid, second.body.created_on]).toEqual([first.body.uuid, first.body.created_on]);
    expect(second.body.updated_on > first.body.updated_on).toBe(true);
    const list = await call(statusesUrl(server.baseUrl, { commit: hashFrom('0a') }));
    expect(list.body.values).toEqual([second.body]);
  });

  test('writes one status for twenty writers of one key, and creates it once', async () => {
    const commit = hashFrom('0b');

    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        call(buildUrl(server.baseUrl, { commit, repository: 'race/fresh' }), {
          method: 'POST',
          json: { ...minimal, name: `${index}` },
        }),
      ),
    );

    expect(answers.map(({ status }) => status).toSorted()).toEqual([...Array(19).fill(200), 201]);
    expect(new Set(answers.map(({ body }) => body.uuid)).size).toBe(1);
    const { body } = await call(statusesUrl(server.baseUrl, { commit, repository: 'race/fresh' }));
    expect(body.size).toBe(1);
  });

  test.each([
    ['JSON', { json: { key: 'enc', state: 'STOPPED' } }],
    [
      'JSON with a charset',
      { raw: '{"key":"enc","state":"STOPPED"}', headers: { 'content-type': 'application/json;charset=UTF-8' } },
    ],
    ['a form', { form: { key: 'enc', state: 'STOPPED' } }],
    [
      'a form with a percent sign of its own',
      {
        raw: 'key=enc&state=STOPPED&description=100% done',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      },
    ],
    ['JSON with a byte order mark', { raw: '\uFEFF{"key":"enc","state":"STOPPED"}' }],
    ['no Content-Type', { raw: '{"key":"enc","state":"STOPPED"}' }],
    [
      'members that other clients add',
      {
        json: {
          key: 'enc',
          state: 'STOPPED',
          type: '',
          buildNumber: 3,
          parent: 'x',
          created_on: '0001-01-01',
          owner: {},
          links: {},
        },
      },
    ],
    [
      'nulls',
      { json: { key: 'enc', state: 'STOPPED', type: null, name: null, description: null, url: null, refname: null } },
    ],
  ])('reads %s', async (_, request) => {
    const { status, body } = await call(buildUrl(server.baseUrl), { method: 'POST', ...request });

    expect([200, 201]).toContain(status);
    expect(body).toMatchObject({ key: 'enc', state: 'STOPPED', name: '', refname: null });
  });

  test('takes a number for a key, as Hydra sends it', async () => {
    const { body } = await call(buildUrl(server.baseUrl), { method: 'POST', json: { ...minimal, key: 3_343_801 } });

    expect(body.key).toBe('3343801');
  });

  test('takes the bare branch name out of a ref', async () => {
    const { body } = await call(buildUrl(server.baseUrl), {
      method: 'POST',
      json: { ...minimal, refname: 'refs/heads/feature/x' },
    });

    expect(body.refname).toBe('feature/x');
  });

  test.each(['', '/'])('is there with %j behind it, without a redirect', async (end) => {
    const answer = await call(`${buildUrl(server.baseUrl)}${end}`, {
      method: 'POST',
      json: { ...minimal, key: `slash${end}` },
    });

    expect(answer.status).toBe(201);
  });

  test.each(['/api/2.0', '/!api/2.0', '//2.0'])('is there under %s too', async (prefix) => {
    const url = buildUrl(server.baseUrl).replace('/2.0', prefix);

    expect((await call(url, { method: 'POST', json: { ...minimal, key: prefix } })).status).toBe(201);
  });

  test('takes limits to the last character, counted as people count them', async () => {
    const key = '🚦'.repeat(255);
    const json = {
      ...minimal,
      key,
      name: 'n'.repeat(255),
      refname: 'r'.repeat(255),
      description: 'ä'.repeat(4096),
      url: `http://ci/${'x'.repeat(2038)}`,
    };

    const created = await call(buildUrl(server.baseUrl), { method: 'POST', json });

    expect(created.status).toBe(201);
    expect(created.body).toMatchObject(json);
    expect((await call(created.body.links.self.href)).body).toEqual(created.body);
  });

  test('follows the host of the request in its links', async () => {
    const { hostname, port } = new URL(server.baseUrl);
    const { body } = await call(`http://localhost:${port}${new URL(buildUrl('http://x')).pathname}`, {
      method: 'POST',
      json: minimal,
    });

    expect(hostname).toBe('127.0.0.1');
    expect(body.links.self.href).toContain(`http://localhost:${port}/2.0/`);
  });

  test('takes any credentials in development', async () => {
    const headers = { authorization: basic('jdoe', 'whatever') };

    expect((await call(buildUrl(server.baseUrl), { method: 'POST', json: minimal, headers })).status).toBeLessThan(300);
  });
});
