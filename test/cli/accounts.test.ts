import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { hashFrom } from '../support/addresses.ts';
import { basic, call } from '../support/call.ts';
import { runProgram, startProgram } from '../support/program.ts';
import { createTemporaryDirectory } from '../support/temporary-directory.ts';

let data: string;

beforeEach(async () => {
  const directory = createTemporaryDirectory();
  onTestFinished(() => directory[Symbol.dispose]());
  data = directory.path;
});

function signalbox(args: readonly string[], input = '') {
  return runProgram([...args, '--data', data], { input });
}

async function json(args: readonly string[]) {
  return JSON.parse((await signalbox([...args, '--json'])).stdout);
}

const forWidgets = [
  '--repository',
  'acme/widgets',
  '--scope',
  'buildstatus:write',
  '--key',
  'ci/*',
  '--expires',
  '90d',
];

describe('signalbox token', () => {
  test('makes the token of a CI job, which counts at once and until it is revoked, beside a running server', async () => {
    await signalbox(['repository', 'add', 'acme/widgets']);
    await using server = await startProgram(['serve', '--port', '0', '--data', data]);
    const commit = `${server.baseUrl}/2.0/repositories/acme/widgets/commit/${hashFrom('c0ffee')}`;
    const report = (key: string, token: string) =>
      call(`${commit}/statuses/build`, {
        method: 'POST',
        json: { key, state: 'SUCCESSFUL' },
        headers: { authorization: basic('ci', token) },
      });

    const made = await signalbox(['token', 'create', '--account', 'ci', ...forWidgets, '--json']);
    const { id, token, ...rest } = JSON.parse(made.stdout);

    expect(made.stderr).toBe('Made the service account ci, which was not there.\n');
    expect(token).toMatch(/^sbx_[\w-]{43}$/);
    expect(rest).toMatchObject({
      account: 'ci',
      repository: 'acme/widgets',
      workspace: null,
      scopes: ['buildstatus:write'],
      keys: ['ci/*'],
      last_used_on: null,
      is_new_account: true,
    });
    expect(Date.parse(rest.expires_on) - Date.parse(rest.created_on)).toBe(90 * 24 * 3_600_000);
    expect((await report('ci/lint', token)).status).toBe(201);
    expect((await report('deploy', token)).status).toBe(403);
    const lastUse = async () => (await json(['token', 'list', '--account', 'ci']))[0].last_used_on;
    await expect.poll(lastUse, { timeout: 20_000 }).not.toBeNull();
    expect((await signalbox(['token', 'revoke', id])).stdout).toBe(`Revoked ${id} of ci.\n`);
    expect((await report('ci/lint', token)).status).toBe(401);
  });

  test('prints nothing but the token on standard output, and lists tokens without it', async () => {
    await signalbox(['repository', 'add', 'acme/widgets']);

    const made = await signalbox(['token', 'create', '--account', 'ci', ...forWidgets]);
    const listed = await signalbox(['token', 'list']);
    const again = await signalbox(['token', 'create', '--account', 'ci', '--scope', 'webhook', '--name', 'hooks']);

    const secret = made.stdout.trim();
    expect(secret).toMatch(/^sbx_[\w-]{43}$/);
    expect(made.stderr).toContain('ci, acme/widgets: buildstatus:write under the keys ci/*, until ');
    const [names = '', line = ''] = listed.stdout.split('\n');
    expect(names).toMatch(/^ID +ACCOUNT +WHERE +SCOPES +KEYS +EXPIRES +LAST USED +NAME$/);
    expect(line).toMatch(/^[\da-f-]{36} {2}ci +acme\/widgets +buildstatus:write +ci\/\* +20\d\d-.* never +made on 20/);
    expect(listed.stdout + listed.stderr + made.stderr).not.toContain(secret);
    // The account is there by now.
    expect(again.stderr).not.toContain('service account');
    expect(await json(['token', 'list'])).toMatchObject([{ name: 'hooks' }, { repository: 'acme/widgets' }]);
  });

  const create = ['token', 'create', '--account', 'ci'];
  const refusals: readonly (readonly [string, readonly string[], string])[] = [
    ['a repository that is not there', [...create, ...forWidgets], "Add it with 'signalbox repository add'"],
    ['a workspace that is not there', [...create, '--workspace', 'no', '--scope', 'webhook'], "no workspace 'no'"],
    ['a scope that there is not', [...create, '--scope', 'build'], 'Scopes are one or more of repository, '],
    ['a pattern for nothing', [...create, '--scope', 'webhook', '--key', 'ci/*'], 'add the scope buildstatus:write'],
    ['an end that is past', [...create, '--scope', 'webhook', '--expires', '2020-01-01'], 'past already'],
    ['no account', ['token', 'create', '--scope', 'webhook'], "required option '--account <NAME>' not specified"],
    ['to revoke what is no id', ['token', 'revoke', 'sbx_secret'], 'an id is a UUID, and not the token itself'],
  ];

  test('refuses in a sentence what cannot be, and makes no account for it', async () => {
    await signalbox(['repository', 'add', 'acme/other']);

    for (const [what, args, message] of refusals) {
      const { code, stdout, stderr } = await signalbox(args);
      expect([what, code, stdout, stderr]).toEqual([what, 1, '', expect.stringContaining(message)]);
    }
    expect(await json(['account', 'list'])).toEqual([]);
    expect(await json(['token', 'list'])).toEqual([]);
  });
});

test('signalbox consumer makes, lists and revokes an OAuth 2 consumer', async () => {
  const made = await signalbox(['consumer', 'create', '--account', 'sonar', '--scope', 'repository']);
  const [, key = '', secret = ''] = /^key {5}(\S+)\nsecret {2}(sbx_\S+)\n$/.exec(made.stdout) ?? [];

  expect(await json(['consumer', 'list'])).toMatchObject([{ key, account: 'sonar', scopes: ['repository'] }]);
  expect(await json(['token', 'list'])).toEqual([]);
  expect((await signalbox(['consumer', 'list'])).stdout).not.toContain(secret);
  expect((await signalbox(['token', 'revoke', key])).code).toBe(1);
  expect((await signalbox(['consumer', 'revoke', key])).stdout).toBe(`Revoked ${key} of sonar.\n`);
  expect(await json(['consumer', 'list'])).toEqual([]);
});

describe('signalbox account', () => {
  test('makes, shows, changes and lists accounts', async () => {
    await signalbox(['repository', 'add', 'acme/widgets']);
    const details = ['--display-name', 'Jane Doe', '--email', 'Jane@Example.org', '--permission', 'read:acme'];

    const made = await signalbox(
      ['account', 'create', 'Jane', ...details, '--password-stdin'],
      'correct horse battery\n',
    );
    await signalbox(['account', 'create', 'ci', '--service']);
    const permitted = await signalbox([
      'account',
      'permit',
      'jane',
      '--repository',
      'acme/widgets',
      '--level',
      'write',
    ]);

    expect(made.stdout).toBe('Made the user account jane.\n');
    expect(permitted.stdout).toMatch(/^may +write in acme\/widgets, read in acme$/m);
    await signalbox(['account', 'permit', 'jane', '--workspace', 'acme', '--level', 'none']);
    await signalbox(['account', 'change', 'jane', '--email', 'doe@example.org']);
    expect(await json(['account', 'show', 'doe@example.org'])).toMatchObject({
      name: 'jane',
      kind: 'user',
      display_name: 'Jane Doe',
      email: 'doe@example.org',
      is_active: true,
      permissions: [{ level: 'write', repository: 'acme/widgets', workspace: null }],
    });
    expect((await signalbox(['account', 'deactivate', 'ci'])).stdout).toBe('ci is inactive.\n');
    expect((await signalbox(['account', 'list'])).stdout).toMatch(
      /^NAME +KIND +STATE +E-MAIL +DISPLAY NAME\nci +service +inactive +- +ci\njane +user +active +doe@example.org +Jane Doe\n$/,
    );
    expect((await signalbox(['account', 'activate', 'ci'])).stdout).toBe('ci is active.\n');
  });

  test('sets a password that is never an argument, and never shown', async () => {
    await signalbox(['account', 'create', 'jane']);

    const set = await signalbox(['account', 'password', 'jane', '--password-stdin'], 'correct horse battery\n');
    const tooShort = await signalbox(['account', 'password', 'jane', '--password-stdin'], 'short');
    const nothing = await signalbox(['account', 'password', 'jane']);

    expect(set).toEqual({ code: 0, stdout: 'Set the password of jane, who is signed out everywhere.\n', stderr: '' });
    expect([tooShort.code, tooShort.stderr]).toEqual([1, expect.stringContaining('12 to 1,024 characters')]);
    expect([nothing.code, nothing.stderr]).toEqual([1, expect.stringContaining('--password-stdin')]);
  });

  const refusals: readonly (readonly [string, readonly string[], string])[] = [
    ['an account that is not there', ['account', 'show', 'nobody'], "'signalbox account list' shows"],
    ['a name that cannot be one', ['account', 'create', 'a b'], 'The name of an account is 1 to 62 letters'],
    ['a name that is taken', ['account', 'create', 'jane'], 'Another account has this name'],
    ['an address that is none', ['account', 'create', 'x', '--email', 'x'], 'Enter an e-mail address'],
    [
      'permissions of a service',
      ['account', 'create', 'x', '--service', '--permission', 'read'],
      'what its tokens say',
    ],
    [
      'a repository whose name a script has left empty',
      ['account', 'permit', 'jane', '--repository', '', '--level', 'admin'],
      'leave it out for the whole server',
    ],
    ['a permission nowhere', ['account', 'permit', 'jane', '--level', 'read'], 'one of --repository, --workspace and'],
    [
      'a level that there is not',
      ['account', 'permit', 'jane', '--server', '--level', 'root'],
      'read, write, admin, none',
    ],
  ];

  test('refuses in a sentence what cannot be', async () => {
    await signalbox(['account', 'create', 'jane']);

    for (const [what, args, message] of refusals) {
      const { code, stdout, stderr } = await signalbox(args);
      expect([what, code, stdout, stderr]).toEqual([what, 1, '', expect.stringContaining(message)]);
    }
    expect(await json(['account', 'list'])).toMatchObject([{ name: 'jane' }]);
  });
});
