import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { documentedCommit } from '../support/addresses.ts';
import { basic } from '../support/call.ts';
import { callTarget, type TargetAnswer } from '../support/call-target.ts';
import { type RunningProgram, startProgram } from '../support/program.ts';

// What clients of Bitbucket Cloud send, byte for byte where it matters, as read from their sources: the name of the client,
// its request, and what it needs to get.

const repository = '/2.0/repositories/acme/widgets';
const short = documentedCommit.slice(0, 12);
const build = `${repository}/commit/${documentedCommit}/statuses/build`;
const json = { 'content-type': 'application/json' };
const form = { 'content-type': 'application/x-www-form-urlencoded' };

interface Sent {
  readonly method?: string;
  readonly target: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly body?: string;
}

type Row = readonly [client: string, sent: Sent, status: number, needs: object];

let server: RunningProgram;
let uuid: string;

beforeAll(async () => {
  server = await startProgram(['dev', '--port', '0', '--memory']);
  const made = await send({
    method: 'POST',
    target: build,
    json: { key: 'ci/first run', state: 'FAILED', refname: 'feature/a b' },
  });
  uuid = JSON.parse(made.body).repository.uuid;
  await send({ method: 'POST', target: build, json: { key: 'other', state: 'SUCCESSFUL', refname: 'main' } });
  const pullRequest = {
    title: 'Widen the gate',
    source: { branch: { name: 'feature/a b' } },
    reviewers: [{ uuid: '{11111111-2222-3333-4444-555555555555}' }],
  };
  await send({ method: 'POST', target: `${repository}/pullrequests`, json: pullRequest });
});
afterAll(() => server[Symbol.asyncDispose]());

function send({ target, headers, ...sent }: Sent): Promise<TargetAnswer> {
  const authorization = basic('jdoe', 'secret');
  return callTarget(server.baseUrl, target.replace('UUID', uuid), { ...sent, headers: { authorization, ...headers } });
}

async function check(sent: Sent, status: number, needs: object): Promise<void> {
  const answer = await send(sent);

  expect([answer.status, answer.body.slice(0, 500)]).toEqual([status, expect.any(String)]);
  expect(answer.headers['content-type']).toMatch(/^application\/json/);
  expect(JSON.parse(answer.body)).toMatchObject(needs);
}

const posts: readonly Row[] = [
  [
    'go-bitbucket (Flux): all members, some empty',
    { target: build, json: { key: 'flux', url: '', state: 'SUCCESSFUL', name: '', description: '' } },
    201,
    { name: '', url: '', refname: null },
  ],
  [
    'Atlantis: 12 digits of the hash, and a header of its own',
    {
      target: `${repository}/commit/${short}/statuses/build`,
      json: { key: 'atlantis/plan: default', state: 'INPROGRESS', url: 'https://a.b/', description: 'Plan…' },
      headers: { 'x-atlassian-token': 'no-check' },
    },
    201,
    { commit: { hash: documentedCommit } },
  ],
  [
    'bb-report: 7 digits',
    {
      target: `${repository}/commit/${documentedCommit.slice(0, 7)}/statuses/build`,
      json: { key: 'bb', state: 'FAILED', url: 'https://a.b/' },
    },
    201,
    { commit: { hash: documentedCommit } },
  ],
  [
    'codecov: a form through the other door',
    {
      target: `/api/2.0/repositories/acme/widgets/commit/${documentedCommit.slice(0, 7)}/statuses/build?oauth_consumer_key=x&oauth_signature=y`,
      body: 'state=SUCCESSFUL&key=codecov-context&name=Context+Coverage&url=https%3A%2F%2Flocalhost%3A50036%2Fx&description=95%25',
      headers: form,
    },
    201,
    { name: 'Context Coverage', url: 'https://localhost:50036/x', description: '95%' },
  ],
  [
    'Hydra: a number for the key',
    {
      target: build,
      json: {
        key: 1234567,
        state: 'SUCCESSFUL',
        url: 'http://hydra:3000/build/1',
        name: 'Hydra Build #1',
        description: 'x',
      },
    },
    201,
    { key: '1234567' },
  ],
  [
    'Jenkins: members of Data Center, and a refname',
    {
      target: build,
      json: {
        hash: documentedCommit,
        key: 'd41d8cd98f00b204e9800998ecf8427e',
        state: 'SUCCESSFUL',
        url: 'http://jenkins.example.com/job/1',
        name: 'job » 🚦 → main',
        refname: 'main',
        buildDuration: 12,
        buildNumber: 3,
        parent: 'job',
        optionalData: {},
      },
    },
    201,
    { name: 'job » 🚦 → main', refname: 'main' },
  ],
  [
    'atlassian-python-api: nulls',
    {
      target: build,
      json: { key: 'py', state: 'STOPPED', url: 'https://a.b/', name: null, description: null, refname: null },
    },
    201,
    { name: '', description: '', refname: null },
  ],
  [
    'SharpBucket: an empty type, dates of the year 1, a slash at the end',
    {
      target: `${build}/`,
      json: {
        key: 'sharp',
        state: 'FAILED',
        url: 'https://a.b/',
        type: '',
        created_on: '0001-01-01T00:00:00',
        updated_on: '0001-01-01T00:00:00',
        links: null,
      },
    },
    201,
    { type: 'build' },
  ],
  [
    'Screwdriver: braces as they are, the hash for the key',
    {
      target: `/2.0/repositories/acme/UUID/commit/${documentedCommit}/statuses/build`,
      json: { url: 'https://cd/', state: 'SUCCESSFUL', key: documentedCommit, description: 'x' },
    },
    201,
    { key: documentedCommit, repository: { full_name: 'acme/widgets' } },
  ],
  [
    'generated clients: UUIDs percent-encoded, without a workspace',
    {
      target: `/2.0/repositories/%7B%7D/UUID/commit/${documentedCommit}/statuses/build`,
      json: { key: 'gen', state: 'SUCCESSFUL' },
    },
    201,
    { key: 'gen' },
  ],
  [
    'TeamCity: a charset in capitals',
    {
      target: build,
      body: '{\n  "key": "tc",\n  "state": "SUCCESSFUL"\n}',
      headers: { 'content-type': 'application/json;charset=UTF-8' },
    },
    201,
    { key: 'tc' },
  ],
  [
    'Woodpecker: a long description',
    {
      target: build,
      json: { state: 'SUCCESSFUL', key: 'woodpecker/push', url: 'https://a.b/', description: 'd'.repeat(200) },
    },
    201,
    { description: 'd'.repeat(200) },
  ],
  ['scripts: the same key again', { target: build, json: { key: 'flux', state: 'FAILED' } }, 200, { state: 'FAILED' }],
  [
    'Screwdriver: a state that there is not',
    { target: build, json: { key: 'x', state: 'PENDING', url: 'https://a.b/' } },
    400,
    { type: 'error', error: { fields: { state: [expect.any(String)] } } },
  ],
  [
    'PAC: an empty state',
    { target: build, json: { key: 'x', state: '', url: 'https://a.b/' } },
    400,
    { error: { fields: { state: ['This field is required.'] } } },
  ],
];

describe('reports of', () => {
  test.each(posts)('%s', (_, sent, status, needs) => check({ method: 'POST', ...sent }, status, needs));

  const puts: readonly Row[] = [
    [
      'codecov: everything but the key',
      { target: `${build}/other`, json: { state: 'FAILED', name: 'n', url: 'https://a.b/', description: 'd' } },
      200,
      { key: 'other', state: 'FAILED', refname: 'main' },
    ],
    [
      'pybitbucket: the whole object, key and all',
      {
        target: `${build}/other`,
        json: { key: 'other', state: 'SUCCESSFUL', url: 'https://a.b/', type: 'build', uuid: null },
      },
      200,
      { state: 'SUCCESSFUL', name: 'n' },
    ],
    [
      'tinybucket: a form',
      { target: `${build}/other`, body: 'state=STOPPED', headers: form },
      200,
      { state: 'STOPPED' },
    ],
    [
      'a key with a slash as it is',
      { target: `${build}/ci/first%20run`, json: { description: 'raw' } },
      200,
      { key: 'ci/first run' },
    ],
    [
      'a key with a slash encoded',
      { target: `${build}/ci%2Ffirst%20run`, json: { description: 'encoded' } },
      200,
      { key: 'ci/first run' },
    ],
    ['an unknown key', { target: `${build}/nobody`, json: { state: 'FAILED' } }, 404, { type: 'error' }],
  ];

  test.each(puts)('changes: %s', (_, sent, status, needs) => check({ method: 'PUT', ...sent }, status, needs));

  test('codecov: a relative Location with the whole hash', async () => {
    const { headers } = await send({
      method: 'POST',
      target: `/api/2.0/repositories/acme/widgets/commit/${short}/statuses/build`,
      json: { key: 'loc', state: 'FAILED' },
    });

    expect(headers.location).toBe(`${build}/loc`);
  });
});

const page = { values: expect.any(Array), page: 1, pagelen: expect.any(Number), size: expect.any(Number) };
const pullRequest = {
  id: 1,
  state: 'OPEN',
  source: { branch: { name: 'feature/a b' }, commit: { hash: documentedCommit } },
  author: { nickname: 'jdoe' },
};

const reads: readonly Row[] = [
  [
    'Flux: by key, before it reports',
    { target: `${build}/nobody` },
    404,
    { type: 'error', error: { message: expect.any(String) } },
  ],
  [
    'Renovate: a hundred statuses',
    { target: `${repository}/commit/${documentedCommit}/statuses?pagelen=100` },
    200,
    page,
  ],
  [
    'TeamCity: pages that it counts itself',
    { target: `${repository}/commit/${documentedCommit}/statuses?pagelen=25&page=7` },
    200,
    { values: [], size: expect.any(Number) },
  ],
  ['a bare question mark', { target: `${repository}/commit/${documentedCommit}/statuses?` }, 200, page],
  [
    'Jenkins: by branch',
    { target: `${repository}/commit/${documentedCommit}/statuses?refname=main&sort=-created_on` },
    200,
    page,
  ],
  [
    'statuses of a pull request',
    { target: `${repository}/pullrequests/1/statuses?pagelen=50&q=state+%3D+%22FAILED%22` },
    200,
    page,
  ],
  [
    'Renovate, Danger, Atlantis: the user',
    { target: '/2.0/user' },
    200,
    {
      type: 'user',
      uuid: expect.any(String),
      username: 'jdoe',
      display_name: 'jdoe',
      nickname: 'jdoe',
      account_id: expect.any(String),
      created_on: expect.any(String),
      links: {},
    },
  ],
  ['go-scm: the user, with a slash', { target: '/2.0/user/' }, 200, { username: 'jdoe' }],
  [
    'TeamCity: the repository, with two slashes',
    { target: '//2.0/repositories/acme/widgets' },
    200,
    {
      full_name: 'acme/widgets',
      owner: { username: 'acme' },
      workspace: { slug: 'acme' },
      project: { key: 'PROJ' },
      mainbranch: { type: 'branch', name: 'main' },
      scm: 'git',
      is_private: false,
      has_issues: false,
      parent: null,
      links: { self: {}, html: {}, clone: [{}], commits: {}, branches: {}, pullrequests: {} },
    },
  ],
  ['atlassian-python-api: the repository, with a slash', { target: `${repository}/` }, 200, { slug: 'widgets' }],
  [
    'sonar: one member of the repository',
    { target: `${repository}?fields=mainbranch.name` },
    200,
    { mainbranch: { name: 'main' } },
  ],
  [
    'Renovate: what it may see',
    { target: '/2.0/repositories/acme?role=contributor&pagelen=100' },
    200,
    { values: [{ full_name: 'acme/widgets' }] },
  ],
  [
    'go-scm: every repository',
    { target: '/2.0/repositories?role=member' },
    200,
    { values: [{ full_name: 'acme/widgets' }] },
  ],
  ['Backstage: workspaces', { target: '/2.0/workspaces?page=1&pagelen=100' }, 200, { values: [{ slug: 'acme' }] }],
  [
    'Jenkins: its own workspaces',
    { target: '/2.0/user/workspaces' },
    200,
    { values: [{ workspace: { slug: 'acme' } }] },
  ],
  ['one workspace', { target: '/2.0/workspaces/acme' }, 200, { type: 'workspace', slug: 'acme' }],
  [
    'permissions',
    { target: '/2.0/user/permissions/repositories?q=repository.full_name%3D%22acme/widgets%22' },
    200,
    { values: [{ permission: 'admin', repository: { full_name: 'acme/widgets' } }] },
  ],
  [
    'Woodpecker: a commit',
    { target: `${repository}/commit/${short}` },
    200,
    {
      type: 'commit',
      hash: documentedCommit,
      message: '',
      author: { raw: '' },
      parents: [],
      links: { self: {}, html: {}, statuses: {} },
    },
  ],
  [
    'atlassian-python-api: commits, with a slash',
    { target: `${repository}/commits/` },
    200,
    { values: [{ hash: documentedCommit }] },
  ],
  [
    'PAC: commits of a branch',
    { target: `${repository}/commits/main?pagelen=1` },
    200,
    { values: [{ hash: documentedCommit }] },
  ],
  [
    'an unknown commit',
    { target: `${repository}/commit/abcdef0` },
    404,
    { error: { message: 'Commit not found', data: { shas: ['abcdef0'] } }, data: { shas: ['abcdef0'] } },
  ],
  [
    'Renovate: branches',
    { target: `${repository}/refs/branches?pagelen=100` },
    200,
    { values: [{ name: 'feature/a b' }, { name: 'main' }] },
  ],
  [
    'Screwdriver: a branch with a slash in it',
    { target: `${repository}/refs/branches/feature/a%20b` },
    200,
    { name: 'feature/a b', target: { hash: documentedCommit, repository: { full_name: 'acme/widgets' } } },
  ],
  [
    'Renovate: pull requests in several states',
    {
      target: `${repository}/pullrequests?state=OPEN&state=MERGED&state=DECLINED&state=SUPERSEDED&fields=%2Bvalues.participants,-values.summary&pagelen=50`,
    },
    200,
    { values: [pullRequest] },
  ],
  [
    'Danger, bb: a pull request of a branch',
    {
      target: `${repository}/pullrequests/?q=source.branch.name%20=%20%22feature/a%20b%22+AND+(state=%22open%22+OR+state=%22merged%22)`,
    },
    200,
    { values: [pullRequest] },
  ],
  [
    'Renovate: by its author',
    {
      target: `${repository}/pullrequests?q=author.nickname%3D%22jdoe%22%20AND%20reviewers.uuid%3D%22%7B11111111-2222-3333-4444-555555555555%7D%22`,
    },
    200,
    { values: [pullRequest] },
  ],
  [
    'Danger: a body on GET',
    { target: `${repository}/pullrequests/1`, headers: { ...json, 'content-length': '2' }, body: '{}' },
    200,
    pullRequest,
  ],
  [
    'commits of a pull request',
    { target: `${repository}/pullrequests/1/commits` },
    200,
    { values: [{ hash: documentedCommit }] },
  ],
  ['go-scm, Argo Events: webhooks', { target: `${repository}/hooks` }, 200, page],
  [
    'too long a page',
    { target: `${repository}/pullrequests?pagelen=51` },
    400,
    { error: { message: 'Invalid pagelen' } },
  ],
  [
    'a question that cannot be read',
    { target: `${repository}/pullrequests?q=state` },
    400,
    { error: { message: expect.stringContaining('Syntax error') } },
  ],
  [
    'what Bitbucket has and Signalbox has not: a diff',
    { target: `${repository}/pullrequests/1/diff` },
    404,
    { error: { message: 'Resource not found' } },
  ],
  [
    'a diffstat',
    { target: `${repository}/pullrequests/1/diffstat` },
    404,
    { error: { message: 'Resource not found' } },
  ],
  [
    'comments',
    { target: `${repository}/pullrequests/1/comments?q=deleted%3Dfalse` },
    404,
    { error: { message: 'Resource not found' } },
  ],
  ['activity', { target: `${repository}/pullrequests/1/activity` }, 404, { error: { message: 'Resource not found' } }],
];

describe('questions of', () => {
  test.each(reads)('%s', (_, sent, status, needs) => check(sent, status, needs));

  test('Flux: the words of a 404', async () => {
    expect((await send({ target: `${build}/nobody` })).statusText).toBe('Not Found');
  });

  test('Atlantis: next on the same host, with the whole question', async () => {
    const { body } = await send({
      target: `${repository}/commit/${short}/statuses?pagelen=1&q=key+%21%3D+null&sort=-key`,
    });

    expect(JSON.parse(body).next).toBe(
      `${server.baseUrl}${repository}/commit/${short}/statuses?pagelen=1&q=key+%21%3D+null&sort=-key&page=2`,
    );
    expect(JSON.parse(body)).not.toHaveProperty('previous');
  });

  test('absolute targets and another host: links follow it', async () => {
    const { body } = await send({ target: `http://api.bitbucket.org${build}/other` });

    expect(JSON.parse(body).links.self.href).toBe(`http://api.bitbucket.org${build}/other`);
  });
});

describe('ways to sign in:', () => {
  const expected = {
    access_token: expect.any(String),
    token_type: 'bearer',
    expires_in: 7200,
    refresh_token: expect.any(String),
    scopes: expect.any(String),
  };
  const client = { authorization: basic('client', 'secret') };

  test.each<Row>([
    [
      'Buildbot, Jenkins: client credentials by Basic',
      { target: '/site/oauth2/access_token', headers: { ...form, ...client }, body: 'grant_type=client_credentials' },
      200,
      expected,
    ],
    [
      'x/oauth2: the id and the secret in the body',
      {
        target: '/site/oauth2/access_token',
        headers: { ...form, authorization: '' },
        body: 'grant_type=client_credentials&client_id=client&client_secret=secret',
      },
      200,
      expected,
    ],
    [
      'Backstage: a refresh',
      {
        target: '/site/oauth2/access_token',
        headers: { ...form, ...client },
        body: 'grant_type=refresh_token&refresh_token=x',
      },
      200,
      expected,
    ],
    [
      'a grant that there is not',
      { target: '/site/oauth2/access_token', headers: { ...form, ...client }, body: 'grant_type=password' },
      400,
      { error: 'unsupported_grant_type' },
    ],
    [
      'Bearer',
      { target: build, headers: { authorization: 'Bearer x' }, json: { key: 'bearer', state: 'FAILED' } },
      201,
      { key: 'bearer' },
    ],
  ])('%s', (_, sent, status, needs) => check({ method: 'POST', ...sent }, status, needs));
});
