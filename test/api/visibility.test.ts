import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSystemClock } from '../../src/domain/instant.ts';
import type { PermissionLevel } from '../../src/domain/permission.ts';
import type { Place } from '../../src/domain/place.ts';
import { type Call, call } from '../support/call.ts';
import { type ServingServer, startServing } from '../support/start-serving.ts';

// acme: one public, two private repositories; secret: two private ones; open: a public one; empty: nothing any more.

type Who = 'nobody' | 'root' | 'acme' | 'one' | 'ci' | 'bound' | 'alice' | 'bob' | 'erin';

let server: ServingServer;
const headers = new Map<Who, Call['headers']>();

beforeAll(async () => {
  server = await startServing();
  const { access } = server;
  const at = createSystemClock().now();
  await access.repository('acme/lib');
  const api = await access.repository('acme/api', { isPrivate: true });
  const web = await access.repository('acme/web', { isPrivate: true });
  await access.repository('open/lib');
  const app = await access.repository('secret/app', { isPrivate: true });
  await access.repository('secret/other', { isPrivate: true });
  const { id } = await access.repository('empty/old');
  await access.store.repositories.removeRepository({ repositoryId: id, at });

  const scopes = ['repository:write', 'account'] as const;
  const all = ['repository:admin', 'pullrequest:write', 'webhook', 'account'] as const;
  const addUser = (name: string, permissions: readonly [PermissionLevel, Place][]) =>
    access.account({
      name,
      kind: 'user',
      displayName: `${name} Example`,
      email: `${name}@example.org`,
      createdOn: 1_735_787_045_678_901,
      permissions: permissions.map(([level, place]) => ({ level, place })),
    });
  const inRepository = ({ id: repositoryId }: { readonly id: number }): Place => ({ kind: 'repository', repositoryId });
  await addUser('alice', [
    ['admin', { kind: 'workspace', workspaceId: api.workspace.id }],
    ['read', inRepository(app)],
  ]);
  await addUser('bob', [
    ['read', inRepository(api)],
    ['write', inRepository(web)],
  ]);
  await addUser('erin', []);
  const tokens = [
    ['root', { account: 'root', scopes: all }],
    ['acme', { account: 'service', scopes, at: 'acme' }],
    ['one', { account: 'service', scopes, at: 'secret/app' }],
    ['ci', { account: 'service', scopes: ['buildstatus:write'], at: 'secret/app' }],
    // A token of one workspace, of a user who has more elsewhere.
    ['bound', { account: 'alice', scopes: all, at: 'secret' }],
    ['alice', { account: 'alice', scopes: all }],
    ['bob', { account: 'bob', scopes: all }],
    ['erin', { account: 'erin', scopes: all }],
  ] as const;
  for (const [who, token] of tokens) headers.set(who, (await access.token(token)).headers);
});
afterAll(() => server[Symbol.asyncDispose]());

function ask(who: Who, path: string, asked: Call = {}) {
  return call(`${server.baseUrl}${path}`, { ...asked, headers: headers.get(who) ?? {} });
}

async function list(who: Who, path: string): Promise<readonly string[]> {
  const { status, body } = await ask(who, `/2.0${path}`);
  if (status !== 200) throw new Error(`${status} ${body.error.message}`);
  expect(body.size).toBe(body.values.length);
  // biome-ignore lint/suspicious/noExplicitAny: as in `call`
  return body.values.map((one: any) => {
    const { full_name, slug } = one.full_name === undefined ? (one.repository ?? one.workspace ?? one) : one;
    const level = one.permission ?? (one.administrator === undefined ? undefined : String(one.administrator));
    return [full_name ?? slug, ...(level === undefined ? [] : [level])].join(' ');
  });
}

const publicOnes = ['acme/lib', 'open/lib'];
const acme = ['acme/api', 'acme/lib', 'acme/web'];

describe('repositories are listed for those who may read them', () => {
  test.each<[Who, readonly string[]]>([
    ['nobody', publicOnes],
    ['root', [...acme, 'open/lib', 'secret/app', 'secret/other']],
    ['acme', [...acme, 'open/lib']],
    ['one', [...publicOnes, 'secret/app']],
    ['bound', [...publicOnes, 'secret/app']],
    ['alice', [...acme, 'open/lib', 'secret/app']],
    ['bob', [...acme, 'open/lib']],
    ['erin', publicOnes],
  ])('%s', async (who, names) => {
    expect(await list(who, '/repositories')).toEqual(names);
    for (const workspace of ['acme', 'open']) {
      const inside = names.filter((name) => name.startsWith(`${workspace}/`));
      expect(await list(who, `/repositories/${workspace}`)).toEqual(inside);
    }
  });

  test('search, order and pages know nothing of the others', async () => {
    const { body } = await ask('one', '/2.0/repositories?q=is_private=true&sort=-name&pagelen=1');

    expect([body.size, body.next, body.values[0].full_name]).toEqual([1, undefined, 'secret/app']);
    expect(await list('nobody', '/repositories?q=name="app" OR name="other"')).toEqual([]);
    expect(await list('nobody', '/repositories?sort=-workspace.slug')).toEqual(publicOnes.toReversed());
    expect((await ask('nobody', '/2.0/repositories?page=2')).body).toMatchObject({ size: 2, values: [] });
  });

  test.each<[Who, string, readonly string[]]>([
    ['alice', 'member', [...acme, 'secret/app']],
    ['alice', 'contributor', acme],
    ['alice', 'admin', acme],
    ['alice', 'owner', acme],
    ['bob', 'member', ['acme/api', 'acme/web']],
    ['bob', 'contributor', ['acme/web']],
    ['bob', 'admin', []],
    ['erin', 'member', []],
    ['acme', 'contributor', acme],
    ['acme', 'owner', []],
    ['one', 'member', ['secret/app']],
  ])('to %s, those with the role %s', async (who, role, names) => {
    expect(await list(who, `/repositories?role=${role}`)).toEqual(names);
    expect(await list(who, `/repositories/acme?role=${role}`)).toEqual(
      names.filter((name) => name.startsWith('acme/')),
    );
  });

  test('a role is nobody’s without credentials, and none of another name', async () => {
    const anonymous = await ask('nobody', '/2.0/repositories?role=member');
    const unknown = await ask('alice', '/2.0/repositories?role=king');

    expect([anonymous.status, anonymous.headers.get('www-authenticate')]).toEqual([401, 'Basic realm="Signalbox"']);
    expect([unknown.status, unknown.body.error.fields.role[0]]).toEqual([400, expect.stringContaining('contributor')]);
    expect(await list('nobody', '/repositories?role=')).toEqual(publicOnes);
    expect((await ask('alice', '/2.0/workspaces?role=admin')).status).toBe(400);
  });

  test('rights without one to read are told what they lack', async () => {
    const { status, body } = await ask('ci', '/2.0/repositories');

    expect([status, body.error.detail]).toEqual([403, { required: ['repository'], granted: ['buildstatus:write'] }]);
  });
});

describe('workspaces are there for those who see a repository in them, or have a right in them', () => {
  test.each<[Who, readonly string[]]>([
    ['nobody', ['acme', 'open']],
    ['root', ['acme', 'empty', 'open', 'secret']],
    ['acme', ['acme', 'open']],
    ['one', ['acme', 'open', 'secret']],
    ['ci', ['acme', 'open', 'secret']],
    ['alice', ['acme', 'open', 'secret']],
    ['erin', ['acme', 'open']],
  ])('%s', async (who, slugs) => {
    expect(await list(who, '/workspaces')).toEqual(slugs);
    for (const slug of ['acme', 'empty', 'open', 'secret']) {
      const { status, body } = await ask(who, `/2.0/workspaces/${slug}`);
      const avatar = await ask(who, `/${slug}/avatar.svg`);

      expect([slug, status, avatar.status]).toEqual([slug, ...(slugs.includes(slug) ? [200, 200] : [404, 404])]);
      if (status === 404) expect(body.error).toEqual({ message: `No workspace with identifier '${slug}'.` });
    }
  });

  test('a hidden one is as one that is not there, by any name and everywhere', async () => {
    const { uuid } = (await ask('root', '/2.0/workspaces/secret')).body;
    for (const path of ['/2.0/workspaces/NAME', '/2.0/repositories/NAME', '/NAME/avatar.svg']) {
      for (const [hidden, missing] of [
        ['secret', 'nosuch'],
        [uuid, '{00000000-0000-4000-8000-000000000000}'],
      ]) {
        const answers = [hidden, missing].map(async (name) => {
          const { status, body } = await ask('bob', path.replace('NAME', encodeURIComponent(name)));
          return [status, JSON.stringify(body).replaceAll(name, 'NAME')];
        });
        const [ofHidden, ofMissing] = await Promise.all(answers);

        expect(ofHidden).toEqual(ofMissing);
        expect(ofHidden?.[0]).toBe(404);
      }
    }
  });

  test.each<[Who, string, readonly string[]]>([
    ['alice', 'member', ['acme', 'secret']],
    ['alice', 'collaborator', ['acme']],
    ['alice', 'owner', ['acme']],
    ['bob', 'collaborator', ['acme']],
    ['bob', 'owner', []],
    ['one', 'collaborator', ['secret']],
    ['erin', 'member', []],
  ])('to %s, those with the role %s', async (who, role, slugs) => {
    expect(await list(who, `/workspaces?role=${role}`)).toEqual(slugs);
  });
});

describe('a hidden repository is as one that is not there', () => {
  test.each<[Who, string, Call]>([
    ['bob', '', {}],
    ['bob', '', { method: 'PUT', json: { description: 'x' } }],
    ['bob', '', { method: 'DELETE' }],
    ['bob', '', { method: 'POST', json: {} }],
    ['one', '', { method: 'PUT', json: { description: 'x' } }],
    ['ci', '', { method: 'PUT', json: {} }],
    ['bob', '/commits', {}],
    ['bob', '/hooks', { method: 'POST', json: { url: 'https://x.example', events: ['repo:push'] } }],
    ['bob', `/commit/${'a'.repeat(40)}/statuses/build`, { method: 'POST', json: { key: 'k', state: 'FAILED' } }],
    ['bob', `/commit/${'a'.repeat(40)}/statuses`, {}],
  ])('for %s at %j %j', async (who, path, asked) => {
    for (const prefix of ['/2.0/repositories/secret', '/2.0/repositories/nosuch']) {
      const hidden = await ask(who, `/2.0/repositories/secret/other${path}`, asked);
      const missing = await ask(who, `${prefix}/missing${path}`, asked);

      expect([hidden.status, hidden.body.error.message]).toEqual([missing.status, missing.body.error.message]);
      expect(JSON.stringify(hidden.body).replaceAll('secret/other', 'NAME')).toBe(
        JSON.stringify(missing.body).replaceAll(/(secret|nosuch)\/missing/g, 'NAME'),
      );
      expect(hidden.status).toBeGreaterThanOrEqual(403);
    }
  });

  test.each([`commits/${'a'.repeat(40)}/combined-status`, `combined-statuses?commit=${'a'.repeat(40)}`, 'last-green'])(
    'at our own address %s',
    async (path) => {
      for (const who of ['nobody', 'bob', 'one', 'ci'] as const) {
        const [hidden, missing] = await Promise.all(
          ['other', 'missing'].map((slug) => ask(who, `/signalbox/1/repositories/secret/${slug}/${path}`)),
        );

        expect([who, hidden?.status]).toEqual([who, 404]);
        expect(JSON.stringify(hidden?.body).replaceAll('secret/other', 'NAME')).toBe(
          JSON.stringify(missing?.body).replaceAll('secret/missing', 'NAME'),
        );
      }
    },
  );

  test('under its former name, too', async () => {
    await server.access.repository('secret/before', { isPrivate: true });
    await ask('root', '/2.0/repositories/secret/before', { method: 'PUT', json: { name: 'after' } });

    for (const method of ['GET', 'PUT', 'DELETE']) {
      const { status, body } = await ask('bob', '/2.0/repositories/secret/before', {
        method,
        ...(method === 'PUT' && { json: {} }),
      });

      expect([method, status]).toEqual([method, 404]);
      expect(JSON.stringify(body)).not.toContain('after');
    }
    expect((await ask('root', '/2.0/repositories/secret/before')).body.slug).toBe('after');
    await ask('root', '/2.0/repositories/secret/after', { method: 'DELETE' });
  });
});

describe('what the current user may do', () => {
  test.each<[Who, readonly string[], readonly string[], readonly string[]]>([
    [
      'alice',
      ['acme/api admin', 'acme/lib admin', 'acme/web admin', 'secret/app read'],
      ['acme owner', 'secret member'],
      ['acme true', 'secret false'],
    ],
    ['bob', ['acme/api read', 'acme/web write'], ['acme collaborator'], ['acme false']],
    ['erin', [], [], []],
    ['one', ['secret/app write'], ['secret collaborator'], ['secret false']],
    ['bound', ['secret/app read'], ['secret member'], ['secret false']],
    ['acme', acme.map((name) => `${name} write`), ['acme collaborator'], ['acme false']],
  ])('is shown to %s', async (who, repositories, workspaces, access) => {
    expect(await list(who, '/user/permissions/repositories')).toEqual(repositories);
    expect(await list(who, '/user/permissions/workspaces')).toEqual(workspaces);
    expect(await list(who, '/user/workspaces')).toEqual(access);
  });

  test.each<[string, readonly string[]]>([
    ['?q=permission="read"', ['secret/app read']],
    ['?q=permission>"read"', ['acme/api admin', 'acme/lib admin', 'acme/web admin']],
    ['?q=permission!="admin" OR repository.name="lib"', ['acme/lib admin', 'secret/app read']],
    ['?q=permission="write"', []],
    ['?sort=permission', ['secret/app read', 'acme/api admin', 'acme/lib admin', 'acme/web admin']],
    [
      '?sort=-repository.full_name&q=permission~"AD"',
      ['secret/app read', 'acme/web admin', 'acme/lib admin', 'acme/api admin'],
    ],
  ])('is searched and sorted by %s', async (query, found) => {
    expect(await list('alice', `/user/permissions/repositories${encodeURI(query)}`)).toEqual(found);
  });

  test('is found for those workspaces that are administered', async () => {
    expect(await list('alice', '/user/workspaces?q=administrator=false')).toEqual(['secret false']);
    expect(await list('alice', '/user/workspaces?sort=administrator')).toEqual(['secret false', 'acme true']);
    expect(await list('alice', '/user/permissions/workspaces?q=permission%3C%22owner%22')).toEqual(['secret member']);
  });

  test('is nothing that a token without the scope account may ask', async () => {
    for (const path of [
      '/user',
      '/user/workspaces',
      '/user/permissions/workspaces',
      '/user/permissions/repositories',
    ]) {
      const { status, body } = await ask('ci', `/2.0${path}`);

      expect([status, body.error.detail]).toEqual([403, { required: ['account'], granted: ['buildstatus:write'] }]);
    }
  });

  test('begins with who it is, without an e-mail address', async () => {
    const { body } = await ask('bob', '/2.0/user');
    const { user } = (await ask('bob', '/2.0/user/permissions/workspaces')).body.values[0];

    expect(body).toMatchObject({
      username: 'bob',
      nickname: 'bob',
      display_name: 'bob Example',
      created_on: '2025-01-02T03:04:05.678901+00:00',
    });
    expect(user.display_name).toBe('bob Example');
    expect(JSON.stringify(body)).not.toContain('@example.org');
  });
});
