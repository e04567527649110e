import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildUrl } from '../support/addresses.ts';
import { call } from '../support/call.ts';
import { runCommand } from '../support/run-command.ts';
import { type RunningWidgets, startWidgets } from '../support/start-widgets.ts';
import { createTemporaryDirectory } from '../support/temporary-directory.ts';

const redirect = pathToFileURL('test/support/redirect-bitbucket.ts').href;
const client = 'node_modules/bitbucket-build-status/index.js';

let running: RunningWidgets;

beforeAll(async () => {
  running = await startWidgets('serve');
});
afterAll(() => running[Symbol.asyncDispose]());

/** Runs the command of the npm package bitbucket-build-status, as it was published. */
function report(password: string, ...args: readonly string[]) {
  const where = ['--owner', 'acme', '--repo', 'widgets', '--commit', running.main];
  const who = ['--username', 'administrator', '--password', password];
  return runCommand(process.execPath, ['--import', redirect, client, ...where, ...who, ...args], {
    SIGNALBOX_TEST_BASE_URL: running.baseUrl,
  });
}

const statusOf = (key: string) =>
  call(buildUrl(running.baseUrl, { repository: 'acme/widgets', commit: running.main, key }));

test('bitbucket-build-status reports a build', async () => {
  const described = ['--name', 'Unit tests', '--url', 'https://ci.example.org/1', '--description', '42 passed'];

  const { code, stdout } = await report(running.token, '--key', 'unit', '--state', 'INPROGRESS', ...described);

  const { body } = await statusOf('unit');
  expect([code, stdout.trimEnd().split('\n').at(-1)]).toEqual([0, `Created ${body.links.self.href}`]);
  expect(body).toMatchObject({
    state: 'INPROGRESS',
    name: 'Unit tests',
    url: 'https://ci.example.org/1',
    description: '42 passed',
  });
});

test('bitbucket-build-status reports what a file says, but for what it is told besides', async () => {
  using directory = createTemporaryDirectory();
  const file = join(directory.path, 'status.json');
  writeFileSync(file, JSON.stringify({ key: 'file', state: 'SUCCESSFUL', url: 'https://ci.example.org/2' }));

  const { code } = await report(running.token, '--file', file, '--state', 'FAILED');

  expect(code).toBe(0);
  expect((await statusOf('file')).body).toMatchObject({ state: 'FAILED', url: 'https://ci.example.org/2' });
});

test('bitbucket-build-status says that the password is wrong', async () => {
  expect(await report('wrong', '--key', 'refused')).toMatchObject({ code: 1, stderr: 'Authentication failed!\n' });
  expect((await statusOf('refused')).status).toBe(404);
});

test('bitbucket-build-status says that the state is wrong', async () => {
  expect(await report(running.token, '--state', 'DONE')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('Bad Request'),
  });
});
