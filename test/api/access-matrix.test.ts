import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PermissionLevel } from '../../src/domain/permission.ts';
import type { Scope } from '../../src/domain/scope.ts';
import { buildUrl, hashFrom } from '../support/addresses.ts';
import { type Answer, basic, call } from '../support/call.ts';
import { everyScope, worthOf } from '../support/scope-table.ts';
import { type ServingServer, startServing } from '../support/start-serving.ts';

// Who may do what: every form of signing in, with every scope, asks for every kind of resource, wherever it may be. What should
// come of it is computed here, from tables that say it once more.

const commit = hashFrom('c0ffee');

interface Resource {
  readonly name: string;
  readonly method: 'GET' | 'PUT' | 'POST';
  /** Behind the address of the repository; an address of its own begins with `/2.0`. */
  readonly path: string;
  /** Whether it is below our own address of the repository. */
  readonly isOurs?: boolean;
  /** What is sent; a status under a key of one's own, which nobody else owns. */
  readonly json?: (who: string) => object;
  /** One of these will do, each with all that it takes. */
  readonly needs: readonly (readonly Scope[])[];
}

const resources: readonly Resource[] = [
  { name: 'read the repository', method: 'GET', path: '', needs: [['repository']] },
  {
    name: 'read statuses',
    method: 'GET',
    path: `/commit/${commit}/statuses`,
    needs: [['repository'], ['buildstatus:write']],
  },
  {
    name: 'read a combined status',
    method: 'GET',
    path: `/commits/${commit}/combined-status`,
    isOurs: true,
    needs: [['repository'], ['buildstatus:write']],
  },
  {
    name: 'write a status',
    method: 'POST',
    path: `/commit/${commit}/statuses/build`,
    json: (who) => ({ key: who, state: 'FAILED' }),
    needs: [['buildstatus:write']],
  },
  {
    name: 'change the repository',
    method: 'PUT',
    path: '',
    json: () => ({ description: 'A matrix' }),
    needs: [['repository:admin']],
  },
  { name: 'read pull requests', method: 'GET', path: '/pullrequests', needs: [['pullrequest']] },
  {
    name: 'write a pull request',
    method: 'PUT',
    path: '/pullrequests/1',
    json: () => ({ title: 'A matrix' }),
    needs: [['pullrequest:write']],
  },
  { name: 'read webhooks', method: 'GET', path: '/hooks', needs: [['webhook']] },
  {
    name: 'write a webhook',
    method: 'POST',
    path: '/hooks',
    json: () => ({ url: 'https://chat.example.org/hook', events: ['repo:push'] }),
    needs: [['webhook', 'repository']],
  },
  { name: 'read the user', method: 'GET', path: '/2.0/user', needs: [['account']] },
];

/** What everybody may do with what is public. */
const publicScopes: readonly Scope[] = ['repository', 'pullrequest'];

/** Where the resource is, and where the token is bound to. */
const places = [
  { name: 'public, with a right', repository: 'acme/site', token: 'acme/site', isPublic: true },
  { name: 'public, with a right in another', repository: 'acme/site', token: 'other/home', isPublic: true },
  { name: 'private, with a right', repository: 'acme/home', token: 'acme/home', isPublic: false },
  { name: 'private, with a right in its workspace', repository: 'acme/home', token: 'acme', isPublic: false },
  { name: 'private, with a right in one beside it', repository: 'acme/home', token: 'acme/site', isPublic: false },
  { name: 'private, of another workspace', repository: 'acme/home', token: 'other/home', isPublic: false },
] as const;

type Place = (typeof places)[number];

const account = { name: 'ci', email: 'ci@example.org' };

interface Form {
  readonly name: string;
  /** Whether the server knows by it who asks. */
  readonly counts: (resource: Resource) => boolean;
  sign(secret: string): {
    readonly headers?: Record<string, string>;
    readonly query?: string;
    readonly member?: string;
  };
}

const always = () => true;

const forms: readonly Form[] = [
  {
    name: 'Basic with user name and token',
    counts: always,
    sign: (secret) => ({ headers: { authorization: basic(account.name, secret) } }),
  },
  {
    name: 'Basic with e-mail address and token',
    counts: always,
    sign: (secret) => ({ headers: { authorization: basic(account.email, secret) } }),
  },
  {
    name: 'Basic as x-token-auth',
    counts: always,
    sign: (secret) => ({ headers: { authorization: basic('x-token-auth', secret) } }),
  },
  {
    name: 'Basic without a user name',
    counts: always,
    sign: (secret) => ({ headers: { authorization: basic('', secret) } }),
  },
  { name: 'Bearer', counts: always, sign: (secret) => ({ headers: { authorization: `Bearer ${secret}` } }) },
  {
    name: 'a parameter access_token',
    counts: ({ method }) => method !== 'POST',
    sign: (secret) => ({ query: `access_token=${secret}` }),
  },
  {
    name: 'a form with the member access_token',
    counts: ({ method }) => method !== 'GET',
    sign: (secret) => ({ member: secret }),
  },
  { name: 'nothing', counts: () => false, sign: () => ({}) },
];

/** What comes of a request: the HTTP status, `ok` for any that is well. */
type Outcome = 'ok' | 401 | 403 | 404;

function outcomeFor(form: Form, scope: Scope, resource: Resource, place: Place): Outcome {
  const isOfRepository = !resource.path.startsWith('/2.0');
  if (!form.counts(resource)) return outcomeForNobody(resource, isOfRepository, place);
  const isThere = !isOfRepository || place.repository.startsWith(place.token);
  if (!isThere && !place.isPublic) return 404;
  const held = [...(isThere ? worthOf[scope] : []), ...(isOfRepository && place.isPublic ? publicScopes : [])];
  return isEnough(held, resource) ? 'ok' : 403;
}

function outcomeForNobody(resource: Resource, isOfRepository: boolean, { isPublic }: Place): Outcome {
  if (resource.method !== 'GET' || !isOfRepository) return 401;
  if (!isPublic) return 404;
  return isEnough(publicScopes, resource) ? 'ok' : 401;
}

function isEnough(held: readonly Scope[], { needs }: Resource): boolean {
  return needs.some((all) => all.every((scope) => held.includes(scope)));
}

/** A server with a public and a private repository of `acme`, and a private one of another workspace. */
async function start(): Promise<ServingServer> {
  const server = await startServing();
  const { access, baseUrl } = server;
  const { headers } = await access.token({ account: 'root', scopes: everyScope });
  for (const repository of ['acme/site', 'acme/home', 'other/home']) {
    await access.repository(repository, { isPrivate: repository !== 'acme/site' });
    const post = (url: string, body: object) => call(url, { method: 'POST', json: body, headers });
    await post(buildUrl(baseUrl, { repository, commit }), { key: 'first', state: 'FAILED', refname: 'gate' });
    await post(buildUrl(baseUrl, { repository, commit }), { key: 'second', state: 'FAILED', refname: 'main' });
    const { status } = await post(`${baseUrl}/2.0/repositories/${repository}/pullrequests`, {
      title: 'Widen the gate',
      source: { branch: { name: 'gate' } },
    });
    expect(status).toBe(201);
  }
  await access.account(account);
  return server;
}

function ask(
  { baseUrl }: ServingServer,
  { method, path, isOurs = false, json }: Resource,
  place: Place,
  { headers = {}, query, member, who = account.name }: ReturnType<Form['sign']> & { readonly who?: string },
) {
  const at = path.startsWith('/2.0')
    ? path
    : `${isOurs ? '/signalbox/1' : '/2.0'}/repositories/${place.repository}${path}`;
  const sent = json && (member === undefined ? { json: json(who) } : { form: formOf(json(who), member) });
  return call(`${baseUrl}${at}${query === undefined ? '' : `?${query}`}`, { ...sent, method, headers });
}

function formOf(json: object, token: string): Record<string, string> {
  const members = Object.entries(json).map(([name, value]) => [name, String(value)]);
  return { ...Object.fromEntries(members), access_token: token };
}

function outcomeOf({ status }: Answer): Outcome | number {
  return status < 300 ? 'ok' : status;
}

/** Whatever is refused says why, in Bitbucket's words. */
function expectExplained({ status, headers, body }: Answer, scope: Scope | undefined): void {
  if (status === 401) expect(headers.get('www-authenticate')).toBe('Basic realm="Signalbox"');
  if (status === 404) expect(body.error.message).toMatch(/^You may not have access to this repository or it no longer/);
  if (status !== 403) return;
  expect(body.error.message).toBe('Your credentials lack one or more required privilege scopes.');
  expect(body.error.detail.required.length).toBeGreaterThan(0);
  expect(body.error.detail.granted).toBeOneOf([[], [scope]]);
}

describe('a service may do what its token says, where it is bound', () => {
  let server: ServingServer;
  const secrets = new Map<string, string>();

  beforeAll(async () => {
    server = await start();
    for (const scope of everyScope) {
      for (const at of ['acme/site', 'acme/home', 'acme', 'other/home']) {
        const { secret } = await server.access.token({ account: account.name, scopes: [scope], at });
        secrets.set(`${scope} ${at}`, secret);
      }
    }
  });
  afterAll(() => server[Symbol.asyncDispose]());

  const cases = forms.flatMap((form) => everyScope.map((scope) => ({ form, scope, name: form.name })));

  test.each(cases)('$name, $scope', async ({ form, scope }) => {
    for (const place of places) {
      const signed = form.sign(secrets.get(`${scope} ${place.token}`) ?? '');
      for (const resource of resources) {
        const answer = await ask(server, resource, place, signed);

        const told = [place.name, resource.name];
        expect([...told, outcomeOf(answer)]).toEqual([...told, outcomeFor(form, scope, resource, place)]);
        expectExplained(answer, scope);
      }
    }
  });
});

describe('credentials that do not count are refused everywhere, whatever is public', () => {
  const hour = 3_600_000_000;
  const now = Date.now() * 1000;
  const broken: Readonly<Record<string, (server: ServingServer) => Promise<string>>> = {
    'a wrong token': async () => `Bearer sbx_${'x'.repeat(43)}`,
    'an empty token': async () => 'Bearer ',
    'an expired token': async ({ access }) => bearer(await access.token({ ...all, expiresOn: now - hour })),
    'a revoked token': async ({ access }) => {
      const token = await access.token(all);
      await access.store.accessTokens.revokeAccessToken({ uuid: token.uuid, at: now });
      return bearer(token);
    },
    'the token of somebody else': async ({ access }) => basic('root', (await access.token(all)).secret),
    'the secret of a consumer': async ({ access }) => bearer(await access.token({ ...all, kind: 'consumer' })),
    'a refresh token': async ({ access }) => bearer(await access.token({ ...all, kind: 'refresh' })),
    'the token of an account that is not active': async ({ access }) => {
      const token = await access.token({ ...all, account: 'gone' });
      const gone = await access.store.accounts.findAccount('gone');
      await access.store.accounts.changeAccount({ accountId: gone?.id ?? 0, isActive: false });
      return bearer(token);
    },
  };
  const all = { account: account.name, scopes: everyScope };
  const bearer = ({ headers }: { readonly headers: { readonly authorization: string } }) => headers.authorization;

  // Each on a server of its own: after some wrong guesses, answers are delayed.
  test.each(Object.entries(broken))('%s', async (_, make) => {
    await using server = await start();
    const headers = { authorization: await make(server) };
    const [place] = places;

    for (const resource of resources) {
      const answer = await ask(server, resource, place, { headers });

      expect([resource.name, answer.status]).toEqual([resource.name, 401]);
      expectExplained(answer, undefined);
    }
  });
});

describe('a user may do what the token and the permissions say, both', () => {
  let server: ServingServer;
  const secrets = new Map<string, string>();
  const levels = ['none', 'read', 'write', 'admin'] as const;
  type Level = (typeof levels)[number];

  const worthOfLevel: Readonly<Record<Level, readonly Scope[]>> = {
    none: [],
    read: ['repository', 'pullrequest', 'account'],
    write: [...worthOf['pullrequest:write'], 'account'],
    admin: [...worthOf['pullrequest:write'], 'repository:admin', 'webhook', 'account'],
  };

  const [, , isPrivate] = places;

  beforeAll(async () => {
    server = await start();
    const home = await server.access.store.repositories.findRepository({ workspace: 'acme', slug: 'home' });
    const place = { kind: 'repository', repositoryId: home?.id ?? 0 } as const;
    const permissionsOf = (level: Level) =>
      level === 'none' ? [] : [{ level: level satisfies PermissionLevel, place }];
    for (const level of levels) {
      await server.access.account({ name: level, kind: 'user', permissions: permissionsOf(level) });
      for (const scope of everyScope) {
        const { secret } = await server.access.token({ account: level, scopes: [scope] });
        secrets.set(`${level} ${scope}`, secret);
      }
    }
  });
  afterAll(() => server[Symbol.asyncDispose]());

  function outcomeForUser(level: Level, scope: Scope, resource: Resource): Outcome {
    // Who has no right at all may still ask who they are.
    if (level === 'none') return resource.path.startsWith('/2.0') ? 'ok' : 404;
    const held = worthOf[scope].filter((one) => worthOfLevel[level].includes(one));
    return isEnough(held, resource) ? 'ok' : 403;
  }

  test.each(levels.flatMap((level) => everyScope.map((scope) => ({ level, scope }))))(
    'permission: $level, token: $scope',
    async ({ level, scope }) => {
      const headers = { authorization: `Bearer ${secrets.get(`${level} ${scope}`)}` };
      for (const resource of resources) {
        const answer = await ask(server, resource, isPrivate, { headers, who: level });

        const told = [resource.name];
        expect([...told, outcomeOf(answer)]).toEqual([...told, outcomeForUser(level, scope, resource)]);
        expectExplained(answer, scope);
      }
    },
  );
});
