import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { basic, call } from '../support/call.ts';
import { listLinkedAddresses } from '../support/linked-addresses.ts';
import { type RunningServer, startServer } from '../support/start-server.ts';
import { createTemporaryDirectory } from '../support/temporary-directory.ts';

let server: RunningServer;

beforeAll(async () => {
  server = await startServer();
  for (const name of ['acme/api', 'acme/widgets', 'other/widgets']) {
    await call(`${server.baseUrl}/2.0/repositories/${name}`, { method: 'POST', json: {} });
  }
});
afterAll(() => server[Symbol.asyncDispose]());

const alice = { authorization: basic('alice', 'secret') };

function get(path: string, headers: Readonly<Record<string, string>> = alice) {
  return call(`${server.baseUrl}/2.0${path}`, { headers });
}

async function uuidOf(headers: Readonly<Record<string, string>>): Promise<string> {
  return (await get('/user', headers)).body.uuid;
}

describe('GET /2.0/user', () => {
  test('is whoever the user name of Basic authentication says', async () => {
    const { status, body } = await get('/user');

    expect([status, body]).toEqual([
      200,
      {
        type: 'user',
        uuid: expect.stringMatching(/^\{[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\}$/),
        account_id: body.uuid.slice(1, -1),
        account_status: 'active',
        username: 'alice',
        nickname: 'alice',
        display_name: 'alice',
        created_on: '1970-01-01T00:00:00.000000+00:00',
        links: { avatar: { href: `${server.baseUrl}/signalbox/avatars/alice.svg` } },
      },
    ]);
    expect((await get('/user/')).body).toEqual(body);
  });

  test('gives the same name the same UUID, whatever the password and the server', async () => {
    await using other = await startServer();
    const elsewhere = await call(`${other.baseUrl}/2.0/user`, { headers: alice });

    expect(await uuidOf({ authorization: basic('alice', 'other') })).toBe(await uuidOf(alice));
    expect(elsewhere.body.uuid).toBe(await uuidOf(alice));
    expect(await uuidOf({ authorization: basic('bob', 'secret') })).not.toBe(await uuidOf(alice));
  });

  test.each<[string, Record<string, string>]>([
    ['no credentials', {}],
    ['a Bearer token', { authorization: 'Bearer x' }],
    ['a token for a password', { authorization: basic('x-token-auth', 'x') }],
    ['an empty name', { authorization: basic('', 'x') }],
  ])('is anonymous in development for %s', async (_, headers) => {
    expect((await get('/user', headers)).body).toMatchObject({ username: 'anonymous', display_name: 'anonymous' });
  });

  test.each(['a/b', 'ünï 🚦', 'a@example.org', '..', '%41', 'x'.repeat(255)])(
    'gives %s a picture that is there',
    async (name) => {
      const { body } = await get('/user', { authorization: basic(name, 'x') });
      const [avatar] = listLinkedAddresses(body);

      expect(body.username).toBe(name);
      const { status, headers, body: picture } = await call(avatar?.href ?? '');
      expect([status, headers.get('content-type')]).toEqual([200, 'image/svg+xml']);
      expect(picture).toContain(`<title>${name}</title>`);
    },
  );
});

describe('what the current user may do', () => {
  const user = {
    type: 'user',
    uuid: expect.stringMatching(/^\{.*\}$/),
    account_id: expect.any(String),
    nickname: 'alice',
    display_name: 'alice',
    links: { avatar: { href: expect.stringContaining('/signalbox/avatars/alice.svg') } },
  };

  async function workspace(slug: string) {
    const { is_private, created_on, links, ...members } = (await get(`/workspaces/${slug}`)).body;
    const { repositories, ...short } = links;
    return { ...members, links: short };
  }

  test('is listed for every workspace', async () => {
    const { status, body } = await get('/user/permissions/workspaces');

    expect([status, body]).toEqual([
      200,
      {
        size: 2,
        page: 1,
        pagelen: 10,
        values: [
          { type: 'workspace_membership', permission: 'owner', user, workspace: await workspace('acme') },
          { type: 'workspace_membership', permission: 'owner', user, workspace: await workspace('other') },
        ],
      },
    ]);
  });

  test('is everything in every workspace', async () => {
    const { status, body } = await get('/user/workspaces');

    expect([status, body]).toEqual([
      200,
      {
        size: 2,
        page: 1,
        pagelen: 10,
        values: [
          { type: 'workspace_access', administrator: true, workspace: await workspace('acme') },
          { type: 'workspace_access', administrator: true, workspace: await workspace('other') },
        ],
      },
    ]);
  });

  test('is listed for every repository', async () => {
    const { status, body } = await get('/user/permissions/repositories?q=repository.full_name="acme/widgets"');
    const { type, name, full_name, uuid, links } = (await get('/repositories/acme/widgets')).body;
    const { self, html, avatar } = links;

    expect([status, body]).toEqual([
      200,
      {
        size: 1,
        page: 1,
        pagelen: 10,
        values: [
          {
            type: 'repository_permission',
            permission: 'admin',
            user,
            repository: { type, name, full_name, uuid, links: { self, html, avatar } },
          },
        ],
      },
    ]);
  });

  async function find(list: string, parameters: Readonly<Record<string, string>>) {
    const { status, body } = await get(`/user/${list}?${new URLSearchParams(parameters)}`);
    if (status !== 200) throw new Error(body.error.message);
    // biome-ignore lint/suspicious/noExplicitAny: as in `call`
    return body.values.map((one: any) => one.repository?.full_name ?? one.workspace.slug);
  }

  const all = ['acme/api', 'acme/widgets', 'other/widgets'];

  test.each<[string, readonly string[]]>([
    ['repository.name = "widgets"', ['acme/widgets', 'other/widgets']],
    ['repository.full_name ~ "ACME/" AND repository.name != "api"', ['acme/widgets']],
    ['permission = "admin"', all],
    ['permission = "ADMIN"', []],
    ['permission != "admin"', []],
    ['permission IN ("read", "write")', []],
    ['permission NOT IN ("read", "write")', all],
    ['permission > "read"', all],
    ['permission >= "admin"', all],
    ['permission > "admin"', []],
    ['permission < "admin"', []],
    ['permission ~ "min"', all],
    ['permission = null', []],
    ['permission > "read" AND repository.name = "api"', ['acme/api']],
    ['permission = "read" AND repository.name = "api"', []],
    ['permission = "read" OR repository.name = "api"', ['acme/api']],
    ['permission = "admin" OR repository.name = "api"', all],
    [
      '(permission = "read" OR permission = "write") OR (permission = "admin" AND repository.slug = "api")',
      ['acme/api'],
    ],
  ])('is found for repositories by %s', async (q, names) => {
    expect(await find('permissions/repositories', { q })).toEqual(names);
  });

  test.each<[string, readonly string[]]>([
    ['workspace.slug = "acme"', ['acme']],
    ['permission = "owner"', ['acme', 'other']],
    ['permission > "member"', ['acme', 'other']],
    ['permission = "member"', []],
    ['permission = "owner" AND workspace.name ~ "OTH"', ['other']],
  ])('is found for workspaces by %s', async (q, slugs) => {
    expect(await find('permissions/workspaces', { q })).toEqual(slugs);
  });

  test('is found for the workspaces that one administers', async () => {
    expect(await find('workspaces', { q: 'administrator = true' })).toEqual(['acme', 'other']);
    expect(await find('workspaces', { q: 'administrator = false OR workspace.slug = "acme"' })).toEqual(['acme']);
    expect(await find('workspaces', { q: 'workspace.created_on > 2020-01-01' })).toEqual(['acme', 'other']);
  });

  test('is sorted by the fields that there are', async () => {
    expect(await find('permissions/repositories', { sort: '-repository.full_name' })).toEqual(all.toReversed());
    expect(await find('permissions/repositories', { sort: '-permission' })).toEqual(all);
    expect(await find('permissions/workspaces', { sort: '-workspace.slug' })).toEqual(['other', 'acme']);
    expect(await find('workspaces', { sort: '-workspace.slug' })).toEqual(['other', 'acme']);
  });

  test.each([
    ['permissions/repositories', 'name = "x"', "q: There is no field 'name'; there are permission, repository.name,"],
    ['permissions/workspaces', 'slug = "x"', "q: There is no field 'slug'; there are permission, workspace.slug,"],
    [
      'permissions/workspaces',
      'permission > "everything"',
      'q: The field permission takes one of member, collaborator, owner',
    ],
    ['workspaces', 'permission = "x"', "q: There is no field 'permission'; there are administrator, workspace.slug,"],
  ])('is not found in %s by %s', async (list, q, message) => {
    await expect(find(list, { q })).rejects.toThrow(message);
  });

  test('is paged', async () => {
    const { body } = await get('/user/permissions/repositories?pagelen=2&page=2');

    expect([body.size, body.values.length, body.previous]).toEqual([
      3,
      1,
      `${server.baseUrl}/2.0/user/permissions/repositories?pagelen=2&page=1`,
    ]);
  });
});

describe('signalbox serve', () => {
  const paths = ['/user', '/user/workspaces', '/user/permissions/workspaces', '/user/permissions/repositories'];

  test('asks who it is, and tells the name of the token', async () => {
    using directory = createTemporaryDirectory();
    await using serving = await startServer({ memory: false, data: directory.path }, 'serve');
    const authorization = `Bearer ${serving.administratorToken}`;

    for (const path of paths) {
      const refused = await call(`${serving.baseUrl}/2.0${path}`);
      expect([path, refused.status, refused.headers.get('www-authenticate')]).toEqual([
        path,
        401,
        'Basic realm="Signalbox"',
      ]);
      expect(refused.body.error.message).toBe('This needs an access token.');
      expect((await call(`${serving.baseUrl}/2.0${path}`, { headers: { authorization: 'Bearer x' } })).status).toBe(
        401,
      );
      expect((await call(`${serving.baseUrl}/2.0${path}`, { headers: { authorization } })).status).toBe(200);
    }
    expect((await call(`${serving.baseUrl}/2.0/user`, { headers: { authorization } })).body.username).toBe(
      'administrator',
    );
  });
});
