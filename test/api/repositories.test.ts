import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildUrl, statusesUrl } from '../support/addresses.ts';
import { basic, call } from '../support/call.ts';
import { listLinkedAddresses } from '../support/linked-addresses.ts';
import { type RunningServer, startServer } from '../support/start-server.ts';
import { createTemporaryDirectory } from '../support/temporary-directory.ts';

let server: RunningServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server[Symbol.asyncDispose]());

function url(name: string): string {
  return `${server.baseUrl}/2.0/repositories/${name}`;
}

function create(name: string, json: object = {}) {
  return call(url(name), { method: 'POST', json });
}

const uuid = /^\{[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}$/;
const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}\+00:00$/;

describe('a repository', () => {
  test('is shown as Bitbucket shows one, when it is created and afterwards', async () => {
    const settings = {
      name: 'Widgets',
      description: 'What we make',
      language: 'typescript',
      website: 'https://example.com/widgets',
      is_private: true,
      has_issues: true,
      has_wiki: true,
      fork_policy: 'no_public_forks',
    };
    const { status, body } = await create('acme/widgets', {
      ...settings,
      scm: 'git',
      project: { key: 'core', name: 'The core' },
      mainbranch: { name: 'trunk' },
    });

    const api = `${server.baseUrl}/2.0`;
    const workspaceLinks = {
      self: { href: `${api}/workspaces/acme` },
      html: { href: `${server.baseUrl}/acme` },
      avatar: { href: `${server.baseUrl}/acme/avatar.svg` },
    };
    const self = `${api}/repositories/acme/widgets`;
    const page = `${server.baseUrl}/acme/widgets`;
    expect(status).toBe(200);
    expect(body).toEqual({
      ...settings,
      type: 'repository',
      uuid: expect.stringMatching(uuid),
      full_name: 'acme/widgets',
      slug: 'widgets',
      scm: 'git',
      size: 0,
      parent: null,
      mainbranch: { type: 'branch', name: 'trunk' },
      owner: {
        type: 'team',
        uuid: body.workspace.uuid,
        username: 'acme',
        display_name: 'acme',
        links: workspaceLinks,
      },
      workspace: {
        type: 'workspace',
        uuid: expect.stringMatching(uuid),
        name: 'acme',
        slug: 'acme',
        links: workspaceLinks,
      },
      project: {
        type: 'project',
        key: 'CORE',
        uuid: expect.stringMatching(uuid),
        name: 'The core',
        links: { avatar: workspaceLinks.avatar },
      },
      created_on: expect.stringMatching(instant),
      updated_on: body.created_on,
      links: {
        self: { href: self },
        html: { href: page },
        avatar: { href: `${page}/avatar.svg` },
        pullrequests: { href: `${self}/pullrequests` },
        commits: { href: `${self}/commits` },
        branches: { href: `${self}/refs/branches` },
        tags: { href: `${self}/refs/tags` },
        clone: [{ name: 'https', href: `${page}.git` }],
      },
    });
    expect((await call(url('acme/widgets'))).body).toEqual(body);
  });

  test('has links that lead somewhere, but for pages that are still to come and clones that nobody serves', async () => {
    const { body } = await create('acme/linked');
    const answers = await Promise.all(
      listLinkedAddresses(body).map(async ({ place, href }) => ({ place, status: (await call(href)).status })),
    );

    expect(answers.filter(({ status }) => status !== 200).map(({ place }) => place)).toEqual([
      'owner.links.html',
      'workspace.links.html',
      'links.html',
      'links.clone.0',
    ]);
    expect(answers.length).toBe(15);
  });

  test('of which nothing is said is what Bitbucket makes of it', async () => {
    const { body } = await create('acme/bare');

    expect(body).toMatchObject({
      name: 'bare',
      description: '',
      language: '',
      website: null,
      is_private: false,
      has_issues: false,
      has_wiki: false,
      fork_policy: 'allow_forks',
      mainbranch: { name: 'main' },
      project: { key: 'PROJ', name: 'Untitled project' },
    });
  });

  test('is addressed by slug in any case, by UUID, raw or percent-encoded, and by its UUID alone', async () => {
    const { body } = await create('acme/addressed');
    const repository = encodeURIComponent(body.uuid);
    const workspace = encodeURIComponent(body.workspace.uuid);

    for (const name of [
      'ACME/Addressed',
      'acme/addressed/',
      `acme/${repository}`,
      `acme/${repository.toUpperCase()}`,
      `${workspace}/addressed`,
      `${workspace}/${repository}`,
      `%7B%7D/${repository}`,
      `{}/${body.uuid}`,
    ]) {
      expect([name, (await call(url(name))).body]).toEqual([name, body]);
    }
    expect((await call(url(`other/${repository}`))).status).toBe(404);
    expect((await call(url('%7B%7D/addressed'))).status).toBe(404);
  });

  test('that is not there is missed in Bitbucket’s words', async () => {
    const { status, body } = await call(url('acme/none'));

    expect([status, body]).toEqual([
      404,
      {
        type: 'error',
        error: {
          message:
            'You may not have access to this repository or it no longer exists in this workspace. If you think this repository exists and you have access, make sure you are authenticated.',
          detail: "There is no repository 'acme/none' on this server.",
        },
      },
    ]);
  });
});

describe('deleting a repository', () => {
  test('answers with nothing, and leaves nothing', async () => {
    const { uuid } = (await create('acme/doomed', { description: 'old' })).body;
    await call(buildUrl(server.baseUrl, { repository: 'acme/doomed' }), {
      method: 'POST',
      json: { key: 'ci', state: 'FAILED' },
    });

    const { status, body, headers } = await call(url('acme/doomed'), { method: 'DELETE' });

    expect([status, body, headers.get('content-type')]).toEqual([204, '', 'text/plain; charset=utf-8']);
    for (const name of ['acme/doomed', `%7B%7D/${encodeURIComponent(uuid)}`]) {
      expect((await call(url(name))).status).toBe(404);
      expect((await call(url(name), { method: 'DELETE' })).status).toBe(404);
    }
  });

  test.each(['', '{}'])('takes the type of a body that holds %j', async (raw) => {
    await create('acme/typed');
    const headers = { 'content-type': 'application/json' };

    expect((await call(url('acme/typed'), { method: 'DELETE', raw, headers })).status).toBe(204);
  });

  test('lets the next status begin another', async () => {
    const post = (key: string) =>
      call(buildUrl(server.baseUrl, { repository: 'acme/afresh' }), {
        method: 'POST',
        json: { key, state: 'FAILED' },
        headers: { authorization: basic('alice', 'x') },
      });
    const before = (await post('old')).body;
    await call(url('acme/afresh'), { method: 'DELETE' });

    const { status, body } = await post('new');

    expect(status).toBe(201);
    expect(body.repository.uuid).not.toBe(before.repository.uuid);
    expect((await call(statusesUrl(server.baseUrl, { repository: 'acme/afresh' }))).body.size).toBe(1);
  });
});

test('with signalbox serve, everybody may read repositories, and nobody change them without a token', async () => {
  using directory = createTemporaryDirectory();
  await using serving = await startServer({ memory: false, data: directory.path }, 'serve');
  const address = `${serving.baseUrl}/2.0/repositories/acme/widgets`;
  const headers = { authorization: basic('x-token-auth', serving.administratorToken ?? '') };

  expect((await call(address, { method: 'POST', json: {} })).status).toBe(401);
  expect((await call(address)).status).toBe(404);
  const { status, body } = await call(address, { method: 'POST', json: {}, headers });
  expect([status, (await call(address)).body]).toEqual([200, body]);
  for (const method of ['PUT', 'DELETE']) expect((await call(address, { method, json: {} })).status).toBe(401);
  expect((await call(address)).body).toEqual(body);
  expect((await call(address, { method: 'DELETE', headers })).status).toBe(204);
});
