import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildUrl, statusesUrl } from '../support/addresses.ts';
import { runCommand } from '../support/run-command.ts';
import { type RunningWidgets, startWidgets } from '../support/start-widgets.ts';

let running: RunningWidgets;
let where: { readonly commit: string };

beforeAll(async () => {
  running = await startWidgets('serve');
  where = { commit: running.main };
});
afterAll(() => running[Symbol.asyncDispose]());

/** Runs curl with those arguments alone, whatever the user's own settings are. */
async function curl(...args: readonly string[]) {
  const { code, stdout, stderr } = await runCommand('curl', [
    ...['--disable', '--silent', '--show-error', '--noproxy', '*'],
    ...['--write-out', '\n%{http_code} %{content_type}'],
    ...args,
  ]);
  expect([code, stderr]).toEqual([0, '']);
  const [head = '', body = ''] = stdout.split(/\n(?=\d{3} [^\n]*$)/).toReversed();
  return { status: Number(head.slice(0, 3)), type: head.slice(4), body };
}

async function curlJson(...args: readonly string[]) {
  const { status, type, body } = await curl(...args);
  expect(type).toBe('application/json; charset=utf-8');
  return { status, body: JSON.parse(body) };
}

/** As the documentation has it: `-u` with a user and a token. */
const signedIn = () => ['-u', `administrator:${running.token}`] as const;

const json = ['-H', 'Content-Type: application/json'] as const;

describe('curl, as Bitbucket documents it', () => {
  test('creates a status at the address with a slash behind it', async () => {
    const sent = {
      key: 'MY-BUILD',
      state: 'SUCCESSFUL',
      description: '42 tests passed',
      url: 'https://www.example.org/my-build-result',
    };

    const { status, body } = await curlJson(
      `${buildUrl(running.baseUrl, where)}/`,
      '-X',
      'POST',
      ...signedIn(),
      ...json,
      '-d',
      JSON.stringify(sent),
    );

    expect(status).toBe(201);
    expect(body).toMatchObject({ ...sent, type: 'build', commit: { hash: running.main } });
  });

  test('updates a status', async () => {
    const args = [
      '-X',
      'PUT',
      ...signedIn(),
      ...json,
      '-d',
      '{"state": "FAILED", "description": "1 of 42 tests failed"}',
    ];

    const { status, body } = await curlJson(buildUrl(running.baseUrl, { ...where, key: 'MY-BUILD' }), ...args);

    expect(status).toBe(200);
    expect(body).toMatchObject({ key: 'MY-BUILD', state: 'FAILED', url: 'https://www.example.org/my-build-result' });
  });

  test('searches a collection with -G and --data-urlencode', async () => {
    await curlJson(
      buildUrl(running.baseUrl, where),
      ...signedIn(),
      ...json,
      '-d',
      '{"key": "other", "state": "STOPPED"}',
    );
    const search = [
      '--data-urlencode',
      'q=state = "FAILED" AND description ~ "42"',
      '--data-urlencode',
      'sort=-created_on',
    ];

    const { body } = await curlJson('-G', statusesUrl(running.baseUrl, where), ...search, '-d', 'pagelen=50');

    expect([body.size, body.values[0].key]).toEqual([1, 'MY-BUILD']);
  });

  test('follows the links of an answer', async () => {
    const { body } = await curlJson('-G', statusesUrl(running.baseUrl, where), '-d', 'pagelen=1');
    const next = await curlJson(body.next);

    expect((await curlJson(body.values[0].links.self.href)).body).toEqual(body.values[0]);
    expect((await curlJson(next.body.previous)).body.values).toEqual(body.values);
  });
});

describe('curl, as scripts use it', () => {
  test('sends forms, which is what -d alone makes', async () => {
    const form = ['-d', 'key=form', '-d', 'state=INPROGRESS', '--data-urlencode', 'name=lint & test'];

    const created = await curlJson(...signedIn(), ...form, buildUrl(running.baseUrl, where));
    const updated = await curlJson(
      '-X',
      'PUT',
      ...signedIn(),
      '-d',
      'state=FAILED',
      buildUrl(running.baseUrl, { ...where, key: 'form' }),
    );

    expect([created.status, created.body.name, updated.body.state]).toEqual([201, 'lint & test', 'FAILED']);
  });

  test('is told which header is missing when it sends JSON as a form', async () => {
    const { status, body } = await curlJson(
      ...signedIn(),
      '-d',
      '{"key": "x", "state": "FAILED"}',
      buildUrl(running.baseUrl, where),
    );

    expect([status, body.error.detail]).toEqual([400, expect.stringContaining("-H 'Content-Type: application/json'")]);
  });

  test('asks with HEAD', async () => {
    const there = await curl('--head', statusesUrl(running.baseUrl, where));
    const missing = await curl('--head', buildUrl(running.baseUrl, { ...where, key: 'nobody' }));

    expect([there.status, there.type]).toEqual([200, 'application/json; charset=utf-8']);
    expect(missing.status).toBe(404);
  });

  test('names a repository by its UUID, with braces or percent-encoded ones', async () => {
    const { body } = await curlJson(`${running.baseUrl}/2.0/repositories/acme/widgets`);
    const encoded = encodeURIComponent(body.uuid);

    for (const path of [`acme/${encoded}`, `%7B%7D/${encoded}`, `acme/${body.uuid}`, `{}/${body.uuid}`]) {
      const found = await curlJson('--globoff', `${running.baseUrl}/2.0/repositories/${path}`);
      expect(found.body.full_name, path).toBe('acme/widgets');
    }
  });

  test.each([
    ['in the absolute form', (path: string) => `http://builds.example.org${path}`],
    ['with two slashes', (path: string) => `/${path}`],
    ['under /api', (path: string) => `/api${path}`],
    ['with a bare question mark', (path: string) => `${path}?`],
  ])('asks for a target %s', async (_, target) => {
    const path = '/2.0/repositories/acme/widgets';

    const { status, body } = await curlJson('--request-target', target(path), running.baseUrl);

    expect([status, body.full_name]).toEqual([200, 'acme/widgets']);
  });

  test('sends an access token as a parameter, or as a Bearer token', async () => {
    const inUrl = await curlJson(`${running.baseUrl}/2.0/user?access_token=${running.token}`);
    const inHeader = await curlJson('-H', `Authorization: Bearer ${running.token}`, `${running.baseUrl}/2.0/user`);
    const without = await curlJson(`${running.baseUrl}/2.0/user`);

    expect([inUrl.status, inHeader.status, without.status]).toEqual([200, 200, 401]);
    expect(inUrl.body).toEqual(inHeader.body);
  });

  test('gets an access token as an OAuth 2 client', async () => {
    const consumer = JSON.stringify({ scopes: ['account'] });
    const consumers = `${running.baseUrl}/signalbox/1/consumers`;
    const { key, secret } = (await curlJson('-X', 'POST', ...signedIn(), ...json, '-d', consumer, consumers)).body;
    const client = ['-u', `${key}:${secret}`, '-d', 'grant_type=client_credentials'];

    const { status, body } = await curlJson('-X', 'POST', ...client, `${running.baseUrl}/site/oauth2/access_token`);

    expect([status, body.token_type]).toEqual([200, 'bearer']);
    const user = await curlJson('-H', `Authorization: Bearer ${body.access_token}`, `${running.baseUrl}/2.0/user`);
    expect(user.status).toBe(200);
  });
});
