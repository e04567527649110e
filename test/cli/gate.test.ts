import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { buildUrl, documentedCommit } from '../support/addresses.ts';
import { call } from '../support/call.ts';
import { createGatedRepository, type GatedRepository, readIfThere } from '../support/gated-repository.ts';
import { createGitRepository } from '../support/git-repository.ts';
import { openMergeChecked } from '../support/merge-checked.ts';
import { runProgram } from '../support/program.ts';
import { runCommand } from '../support/run-command.ts';
import { startServer } from '../support/start-server.ts';
import { startServing } from '../support/start-serving.ts';
import { startTiedServer } from '../support/start-tied-server.ts';

// Real pushes, from a clone to a bare repository.

let repository: GatedRepository;

beforeEach(async () => {
  repository = await createGatedRepository();
  onTestFinished(() => repository[Symbol.dispose]());
});

const required = [{ branch: '**', keys: ['ci/unit'] }];

/** A server that asks for a build on every branch of `acme/widgets`. */
async function startGating() {
  const server = await startServer();
  const widgets = openMergeChecked(server.baseUrl, 'acme/widgets');
  await widgets.report(documentedCommit, 'other', 'FAILED');
  await widgets.require(required);
  return { ...server, widgets };
}

async function install(server: string, ...args: readonly string[]) {
  const remote = ['--server', server, '--repository', 'acme/widgets'];
  const installed = await repository.gate('install', [...remote, '--branch', 'main', ...args]);
  expect([installed.stderr, installed.code]).toEqual(['', 0]);
  return installed.stdout;
}

/** Production, with a private `acme/widgets` and a token that reads it. */
async function startPrivate() {
  const serving = await startServing();
  const { access, baseUrl: server } = serving;
  await access.repository('acme/widgets', { isPrivate: true });
  const { headers } = await access.token({ account: 'root', scopes: ['repository:admin', 'buildstatus:write'] });
  const { secret: token } = await access.token({ account: 'gate', scopes: ['repository'], at: 'acme/widgets' });
  const url = `${server}/signalbox/1/repositories/acme/widgets/required-builds`;
  await call(url, { method: 'PUT', json: { values: required }, headers });
  return {
    server,
    token,
    pass: (commit: string) =>
      call(buildUrl(server, { commit }), { method: 'POST', json: { key: 'ci/unit', state: 'SUCCESSFUL' }, headers }),
    [Symbol.asyncDispose]: () => serving[Symbol.asyncDispose](),
  };
}

/** The names of all files of the bare repository that are no objects. */
async function listing(): Promise<string> {
  const { stdout } = await runCommand('find', [repository.bare, '-not', '-path', '*/objects/*']);
  return stdout.split('\n').toSorted().join('\n');
}

describe('a push to a protected branch', () => {
  test('is refused until the builds of the commit have passed, and says why and what would help', async () => {
    await using server = await startGating();
    const told = await install(server.baseUrl);
    const commit = await repository.commit();

    const early = await repository.push('HEAD:main');
    await server.widgets.report(commit, 'ci/unit', 'FAILED');
    const failed = await repository.push('HEAD:main');
    const tip = await repository.tip('main');
    await server.widgets.report(commit, 'ci/unit', 'SUCCESSFUL');
    const passed = await repository.push('HEAD:main');

    expect(told).toContain(
      `Protected main by the merge checks of acme/widgets on ${server.baseUrl}: ${repository.hook}.`,
    );
    expect([early.code, failed.code, passed.code]).toEqual([1, 1, 0]);
    expect(early.stderr).toContain(`signalbox: ${commit.slice(0, 12)} may not come into main of acme/widgets yet.`);
    expect(early.stderr).toContain(
      'signalbox: missing: 0 of 1 required build has passed; ci/unit has not been reported.',
    );
    expect(early.stderr).toContain('signalbox: Report ci/unit as SUCCESSFUL on this commit.');
    expect(failed.stderr).toContain('signalbox: failed: 0 of 1 required build has passed; ci/unit failed.');
    expect(tip).toBe('');
    expect(passed.stderr).toContain('signalbox: The merge checks of main have passed.');
    expect(await repository.tip('main')).toBe(commit);
  });

  test('is one by a pattern, too; of several refs, each is judged alone', async () => {
    await using server = await startGating();
    await install(server.baseUrl, '--branch', 'release/*');
    await repository.commit();

    expect((await repository.push('HEAD:release/1.2')).stderr).toContain('may not come into release/1.2');
    await repository.git('tag', 'v1');
    await repository.git('branch', 'topic/a');
    const many = await repository.push('+refs/*:refs/*');

    expect(many.code).toBe(1);
    expect([await repository.tip('main'), await repository.tip('release/1.2')]).toEqual(['', '']);
    expect(await repository.tip('topic/a')).toBe(await repository.tip('v1'));
    expect(await repository.tip('topic/a')).not.toBe('');
  });

  test('of a commit that the server does not know is missing, also when the gate fails open', async () => {
    await using server = await startTiedServer();
    using mirror = createGitRepository();
    await server.tie('acme/widgets', mirror.directory);
    const widgets = openMergeChecked(server.baseUrl, 'acme/widgets');
    await widgets.require(required);
    await install(server.baseUrl, '--fail-open');
    const commit = await repository.commit();

    const unknown = await repository.push('HEAD:main');
    await repository.push('HEAD:topic');
    mirror.git('fetch', '--quiet', repository.bare, 'topic');
    await widgets.report(commit, 'ci/unit', 'SUCCESSFUL');

    expect([unknown.code, unknown.stderr]).toEqual([
      1,
      expect.stringContaining(`signalbox: missing: acme/widgets does not know ${commit.slice(0, 12)} yet.`),
    ]);
    expect((await repository.push('HEAD:main')).code).toBe(0);
    expect(await repository.tip('main')).toBe(commit);
  });

  test('may need builds for some files alone, where the server reads the same repository', async () => {
    await using server = await startTiedServer();
    await repository.commit();
    await repository.push('HEAD:main');
    await server.tie('acme/widgets', repository.bare);
    await openMergeChecked(server.baseUrl, 'acme/widgets').require([
      { branch: 'main', keys: ['ci/any'], paths: ['other/**'] },
      { branch: 'main', keys: ['ci/unit'], paths: ['src/**'] },
    ]);
    await install(server.baseUrl);
    await repository.commit('src/a.ts');

    const { code, stderr } = await repository.push('HEAD:main');

    expect([code, stderr]).toEqual([1, expect.stringContaining('ci/unit has not been reported')]);
    expect(stderr).not.toContain('ci/any');
  });
});

test('other branches, tags and deletions are pushed without asking, also while the server is away', async () => {
  const server = await startGating();
  await install(server.baseUrl, '--branch', 'release/*');
  const commit = await repository.commit();
  await server.widgets.report(commit, 'ci/unit', 'SUCCESSFUL');
  await repository.push('HEAD:release/1');
  await server[Symbol.asyncDispose]();
  await repository.git('tag', 'v1');

  const codes = [];
  for (const refspec of ['HEAD:topic', 'HEAD:main2', 'v1', ':release/1', 'HEAD:release/1/2']) {
    codes.push((await repository.push(refspec)).code);
  }

  expect(codes).toEqual([0, 0, 0, 0, 0]);
  expect([await repository.tip('release/1'), await repository.tip('release/1/2')]).toEqual(['', commit]);
});

describe('when the server cannot tell', () => {
  const cases: readonly [string, () => Promise<{ readonly url: string; readonly reason: string }>][] = [
    [
      'it is away',
      async () => {
        const server = await startGating();
        await server[Symbol.asyncDispose]();
        return { url: server.baseUrl, reason: `${server.baseUrl} cannot be reached: ECONNREFUSED.` };
      },
    ],
    [
      'it has no such repository',
      async () => {
        const server = await startServer();
        onTestFinished(() => server[Symbol.asyncDispose]());
        return { url: server.baseUrl, reason: `${server.baseUrl} answers 404: You may not have access` };
      },
    ],
    [
      'nothing is asked for the branch',
      async () => {
        const server = await startGating();
        onTestFinished(() => server[Symbol.asyncDispose]());
        await server.widgets.require([]);
        return { url: server.baseUrl, reason: 'No merge checks apply to main of acme/widgets.' };
      },
    ],
  ];

  test.each(cases)('because %s, a push is refused, or let through by --fail-open', async (_, prepare) => {
    const { url, reason } = await prepare();
    const commit = await repository.commit();

    await install(url);
    const closed = await repository.push('HEAD:main');
    const tip = await repository.tip('main');
    await install(url, '--fail-open');
    const open = await repository.push('HEAD:main');

    expect([closed.code, tip, open.code, await repository.tip('main')]).toEqual([1, '', 0, commit]);
    expect(closed.stderr).toContain(`signalbox: ${reason}`);
    expect(closed.stderr).toContain('signalbox: The push is refused, because the gate fails closed.');
    expect(open.stderr).toContain(`signalbox: ${reason}`);
    expect(open.stderr).toContain('signalbox: The push is let through, because the gate fails open.');
  });

  test('because the token is wrong, says so; the one of the pusher counts before the one that is kept', async () => {
    await using data = await startPrivate();
    const { server, token } = data;
    const args = ['--server', server, '--repository', 'acme/widgets', '--branch', 'main'];
    const kept = join(repository.bare, 'signalbox-gate-token');
    const installed = await repository.gate('install', args, { SIGNALBOX_TOKEN: token });
    const commit = await repository.commit();

    expect(installed.stdout).toContain(`The access token is kept for the owner alone: ${kept}.`);
    expect(statSync(kept).mode & 0o777).toBe(0o600);
    expect((await repository.push('HEAD:main', { SIGNALBOX_TOKEN: 'sbx_wrong' })).stderr).toContain('answers 401');
    const early = await repository.push('HEAD:main');
    expect(early.stderr).toContain('missing: 0 of 1 required build has passed');
    expect(early.stderr).not.toContain(token);
    await data.pass(commit);
    expect((await repository.push('HEAD:main')).code).toBe(0);

    expect((await repository.gate('install', args)).stdout).toContain('No access token is kept.');
    expect(readIfThere(kept)).toBeUndefined();
    await repository.commit();
    expect((await repository.push('HEAD:main')).stderr).toContain('answers 404');
  });
});

describe('the hook', () => {
  const earlier = (path: string) => `#!/bin/sh\nprintf '%s\\n' "$@" > "$GIT_DIR/told"\ntest ! -e "${path}"\n`;

  test('that was there runs first, with what Git tells it, may refuse, and is put back', async () => {
    await using server = await startGating();
    const sign = join(repository.bare, 'no entry');
    repository.writeHook(repository.hook, earlier(sign), 0o750);
    const told = await install(server.baseUrl);
    const commit = await repository.commit();
    await server.widgets.report(commit, 'ci/unit', 'SUCCESSFUL');

    repository.writeHook(sign, '');
    const refused = await repository.push('HEAD:main');
    rmSync(sign);
    const admitted = await repository.push('HEAD:main');

    expect(told).toContain(`The hook that was there runs first: ${repository.hook}.before-signalbox.`);
    expect([refused.code, admitted.code]).toEqual([1, 0]);
    expect(refused.stderr).not.toContain('signalbox:');
    expect(readIfThere(join(repository.bare, 'told'))).toBe(`refs/heads/main\n${'0'.repeat(40)}\n${commit}\n`);

    await install(server.baseUrl, '--branch', 'other');
    await repository.gate('uninstall');
    expect(readIfThere(repository.hook)).toBe(earlier(sign));
    expect(statSync(repository.hook).mode & 0o777).toBe(0o750);
    expect(readIfThere(`${repository.hook}.before-signalbox`)).toBeUndefined();
  });

  test('is the same when it is installed again, with what it goes by changed', async () => {
    await using server = await startGating();
    await install(server.baseUrl);
    const script = readIfThere(repository.hook);
    await install(server.baseUrl, '--branch', 'release/*');
    await repository.commit();

    expect(readIfThere(repository.hook)).toBe(script);
    expect((await repository.push('HEAD:release/1')).code).toBe(1);
    await repository.gate('install', ['--server', server.baseUrl, '--repository', 'acme/widgets', '--branch', 'x']);
    expect((await repository.push('HEAD:release/1')).code).toBe(0);
  });

  test('is gone without a trace when it is uninstalled, and pushes go on', async () => {
    await using server = await startGating();
    const before = await listing();
    await install(server.baseUrl);

    const { stdout } = await repository.gate('uninstall');

    expect(stdout).toBe(`Took the gate away from ${repository.bare}.\n`);
    expect(await listing()).toBe(before);
    await repository.commit();
    expect((await repository.push('HEAD:main')).code).toBe(0);
    const again = await repository.gate('uninstall');
    expect([again.code, again.stderr]).toEqual([1, `signalbox: ${repository.hook} is not a gate of Signalbox.\n`]);
  });

  test('is where core.hooksPath says; other repositories that share it are left alone', async () => {
    await using server = await startGating();
    const shared = join(repository.bare, '../shared hooks');
    using other = await createGatedRepository();
    for (const { bare, git } of [repository, other]) await git('--git-dir', bare, 'config', 'core.hooksPath', shared);
    await install(server.baseUrl);
    await repository.commit();
    await other.commit();

    expect(readIfThere(join(shared, 'update'))).toContain('Signalbox gate');
    expect(readIfThere(repository.hook)).toBeUndefined();
    expect((await repository.push('HEAD:main')).code).toBe(1);
    expect((await other.push('HEAD:main')).code).toBe(0);
  });

  test('without its settings refuses what it cannot judge', async () => {
    await using server = await startGating();
    await install(server.baseUrl, '--fail-open');
    await repository.commit();

    repository.writeHook(join(repository.bare, 'signalbox-gate.json'), '{');
    expect((await repository.push('HEAD:main')).stderr).toContain('is broken: install the gate again.');
    rmSync(join(repository.bare, 'signalbox-gate.json'));
    const gone = await repository.push('HEAD:main');

    expect([gone.code, gone.stderr]).toEqual([1, expect.stringContaining('The settings of the gate are gone')]);
    expect(await repository.tip('main')).toBe('');
  });

  test('is not written over what is in the way', async () => {
    repository.writeHook(repository.hook, '#!/bin/sh\n');
    repository.writeHook(`${repository.hook}.before-signalbox`, '#!/bin/sh\n');

    const args = ['--server', 'http://127.0.0.1:1', '--repository', 'acme/widgets', '--branch', 'main'];
    const { code, stderr } = await repository.gate('install', args);

    expect([code, stderr]).toEqual([1, expect.stringContaining('put one of them elsewhere.')]);
    expect(readIfThere(repository.hook)).toBe('#!/bin/sh\n');
  });
});

test.each<[string, readonly string[], string]>([
  ['no server and no repository', ['--branch', 'main'], '--server (SIGNALBOX_SERVER) is missing.'],
  ['no branch', ['--server', 'http://x', '--repository', 'a/b'], "required option '--branch <PATTERN>' not specified"],
  ['an empty branch', ['--server', 'http://x', '--repository', 'a/b', '--branch', ''], 'A branch has no empty name.'],
])('the gate is not installed with %s', async (_, args, message) => {
  const { code, stderr } = await repository.gate('install', args);

  expect([code, stderr]).toEqual([1, expect.stringContaining(message)]);
  expect(readIfThere(repository.hook)).toBeUndefined();
});

test('the gate is not installed where there is no repository', async () => {
  const args = ['--server', 'http://x', '--repository', 'a/b', '--branch', 'main'];

  const { code, stderr } = await runProgram(['gate', 'install', '--git', '/nowhere', ...args]);

  expect([code, stderr]).toEqual([1, 'signalbox: /nowhere is not a Git repository.\n']);
});
