import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { buildUrl, statusesUrl } from '../support/addresses.ts';
import { call } from '../support/call.ts';
import { createGitRepository } from '../support/git-repository.ts';
import { runProgram, startProgram } from '../support/program.ts';
import { createTemporaryDirectory } from '../support/temporary-directory.ts';

let data: string;

beforeEach(() => {
  const directory = createTemporaryDirectory();
  onTestFinished(() => directory[Symbol.dispose]());
  data = directory.path;
});

function repository(...args: string[]) {
  return runProgram(['repository', ...args, '--data', data]);
}

describe('signalbox repository', () => {
  test('adds, lists and removes, for people and for programs', async () => {
    using git = createGitRepository();
    const gitDirectory = join(git.directory, '.git');

    expect(await repository('list')).toEqual({
      code: 0,
      stdout: 'There are no repositories yet.\n',
      stderr: `signalbox: There is no data of Signalbox in ${data}. Name another directory with --data.\n`,
    });
    expect(readdirSync(data)).toEqual([]);
    expect((await repository('add', 'acme/plain')).stdout).toBe('Added acme/plain.\n');
    expect((await repository('add', 'Acme/Widgets', '--git', git.directory)).stdout).toBe(
      `Added acme/widgets, tied to ${gitDirectory}.\n`,
    );
    expect((await repository('list')).stdout).toBe(`acme/plain\t-\tpublic\nacme/widgets\t${gitDirectory}\tpublic\n`);
    const listed = JSON.parse((await repository('list', '--json')).stdout);
    expect(listed).toEqual([
      expect.objectContaining({ full_name: 'acme/plain', git_directory: null }),
      {
        full_name: 'acme/widgets',
        git_directory: gitDirectory,
        in_progress_timeout: null,
        history_retention: null,
        is_private: false,
        uuid: expect.stringMatching(/^\{.*\}$/),
        created_on: expect.stringContaining('+00:00'),
      },
    ]);
    expect(JSON.parse((await repository('remove', 'acme/plain', '--json')).stdout)).toEqual(listed[0]);
    expect((await repository('remove', 'acme/widgets')).stdout).toBe('Removed acme/widgets.\n');
    expect(JSON.parse((await repository('list', '--json')).stdout)).toEqual([]);
  });

  test('sets the policy of a repository, and turns it off again', async () => {
    const policy = ['--in-progress-timeout', '2h', '--history-retention', '90d'];
    await repository('add', 'acme/widgets', ...policy);
    const find = async () => JSON.parse((await repository('list', '--json')).stdout)[0];

    expect(await find()).toMatchObject({ in_progress_timeout: '2h', history_retention: '90d' });
    expect((await repository('add', 'acme/widgets', '--in-progress-timeout', 'off')).stdout).toBe(
      'Changed acme/widgets.\n',
    );
    expect(await find()).toMatchObject({ in_progress_timeout: null, history_retention: '90d' });
    const wrong = await repository('add', 'acme/widgets', '--history-retention', '90');
    expect([wrong.code, wrong.stderr]).toEqual([1, expect.stringContaining('like 30m, 2h or 90d, 1d at least')]);
  });

  test('takes a bare Git repository', async () => {
    using git = createGitRepository();
    const bare = join(git.directory, 'bare.git');
    git.git('clone', '--quiet', '--bare', '.', bare);

    expect((await repository('add', 'acme/widgets', '--git', bare)).stdout).toBe(
      `Added acme/widgets, tied to ${bare}.\n`,
    );
  });

  test('ties a repository that is there already to its Git directory, once', async () => {
    using git = createGitRepository();
    using other = createGitRepository();
    await repository('add', 'acme/widgets');

    expect((await repository('add', 'acme/widgets', '--git', git.directory)).stdout).toContain(
      'Changed acme/widgets, tied to',
    );
    expect((await repository('add', 'acme/widgets', '--git', git.directory)).code).toBe(0);
    expect(await repository('add', 'acme/widgets', '--git', other.directory)).toMatchObject({
      code: 1,
      stderr: `signalbox: acme/widgets is there already, tied to ${join(git.directory, '.git')}.\n`,
    });
  });

  test('adds a private repository, and changes who sees one', async () => {
    using git = createGitRepository();
    const list = async () => (await repository('list')).stdout;

    expect((await repository('add', 'acme/widgets', '--private')).stdout).toBe('Added acme/widgets, private.\n');
    expect(await list()).toBe('acme/widgets\t-\tprivate\n');
    expect((await repository('add', 'acme/widgets', '--public', '--git', git.directory)).stdout).toContain(
      'Changed acme/widgets, public, tied to',
    );
    await repository('add', 'acme/widgets', '--git', git.directory);
    expect(await list()).toBe(`acme/widgets\t${join(git.directory, '.git')}\tpublic\n`);
    expect((await repository('add', 'acme/widgets', '--private')).code).toBe(0);
    expect(JSON.parse((await repository('list', '--json')).stdout)).toMatchObject([{ is_private: true }]);
    expect(await repository('add', 'acme/both', '--private', '--public')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("'--private' cannot be used with option '--public'"),
    });
  });

  const refusals: readonly (readonly [string, readonly string[], string])[] = [
    ['a name without a workspace', ['add', 'widgets'], 'Name a repository as WORKSPACE/SLUG'],
    ['a name that cannot be one', ['add', 'acme/a b'], 'A repository slug is 1 to 62 letters'],
    ['a workspace of the server’s own', ['add', 'docs/x'], 'reserved'],
    ['a directory that is not there', ['add', 'acme/x', '--git', '/no/such'], '/no/such is not a Git repository'],
    ['to remove where there is no data', ['remove', 'acme/none'], 'There is no data of Signalbox in'],
  ];

  test.each(refusals)('refuses %s, in a sentence', async (_, args, message) => {
    const { code, stdout, stderr } = await repository(...args);

    expect([code, stdout, stderr.split('\n').length]).toEqual([1, '', 2]);
    expect(stderr).toContain(message);
    expect(JSON.parse((await repository('list', '--json')).stdout)).toEqual([]);
  });

  test('refuses a directory inside a repository, which would be another one than meant', async () => {
    using git = createGitRepository();
    const inside = join(git.directory, '.git', 'objects');

    const { code, stderr } = await repository('add', 'acme/widgets', '--git', inside);

    expect([code, stderr]).toEqual([1, expect.stringContaining(inside)]);
  });

  test('refuses to remove what is not there', async () => {
    await repository('add', 'acme/widgets');

    const { code, stderr } = await repository('remove', 'acme/none');

    expect([code, stderr]).toEqual([1, expect.stringContaining('You may not have access to this repository')]);
  });

  test('refuses to add what is there already', async () => {
    await repository('add', 'acme/widgets');

    expect(await repository('add', 'acme/widgets')).toMatchObject({
      code: 1,
      stderr: 'signalbox: acme/widgets is there already.\n',
    });
  });

  test('works while a server runs on the same data', async () => {
    using git = createGitRepository();
    const commit = git.commit('First');
    await using server = await startProgram(['dev', '--port', '0', '--data', data]);
    const post = () =>
      call(buildUrl(server.baseUrl, { commit }), { method: 'POST', json: { key: 'ci', state: 'FAILED' } });
    expect((await post()).status).toBe(201);

    await repository('add', 'acme/widgets', '--git', git.directory);
    expect((await post()).body.commit.message).toBe('First\n');
    await repository('remove', 'acme/widgets');

    expect((await call(statusesUrl(server.baseUrl, { commit }))).status).toBe(404);
    expect((await post()).status).toBe(201);
  });
});
