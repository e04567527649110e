import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { buildUrl, documentedCommit } from '../support/addresses.ts';
import { basic, call } from '../support/call.ts';
import { startProgram } from '../support/program.ts';
import { createTemporaryDirectory } from '../support/temporary-directory.ts';

/** Runs the client as its package has it; only the host that it talks to is another. */
async function runClient(server: string, password: string, ...options: string[]) {
  const account = ['--username', 'acme', '--password', password, '--repo', 'widgets', '--commit', documentedCommit];
  const child = spawn(
    process.execPath,
    [
      '--require',
      resolve('test/support/redirect-bitbucket.cjs'),
      'node_modules/bitbucket-build-status/index.js',
      ...account,
      ...options,
    ],
    { env: { ...process.env, SIGNALBOX_TEST_SERVER: server }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const closed = once(child, 'close');
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  await closed;
  return { code: child.exitCode, stdout, stderr };
}

test('bitbucket-build-status reports a build, from its options and from a file', async () => {
  using directory = createTemporaryDirectory();
  const file = join(directory.path, 'build.json');
  writeFileSync(file, JSON.stringify({ key: 'FILE', state: 'INPROGRESS', url: 'https://x/' }));
  await using server = await startProgram(['dev', '--port', '0', '--memory']);

  const fromOptions = await runClient(server.baseUrl, 'x', '--key', 'OPTIONS', '--state', 'FAILED', '--name', 'Tests');
  const fromFile = await runClient(server.baseUrl, 'x', '--file', file);

  const reported = `Created ${buildUrl(server.baseUrl, { key: 'OPTIONS' })}`;
  expect([fromOptions.code, fromOptions.stdout]).toEqual([0, expect.stringContaining(reported)]);
  expect(fromFile.code).toBe(0);
  expect((await call(buildUrl(server.baseUrl, { key: 'OPTIONS' }))).body).toMatchObject({
    state: 'FAILED',
    name: 'Tests',
  });
  expect((await call(buildUrl(server.baseUrl, { key: 'FILE' }))).body).toMatchObject({
    state: 'INPROGRESS',
    url: 'https://x/',
  });
});

test('bitbucket-build-status says what went wrong', async () => {
  using directory = createTemporaryDirectory();
  await using server = await startProgram(['serve', '--port', '0', '--data', directory.path]);
  const token = /sbx_\S+/.exec(server.output())?.[0] ?? '';
  const repository = `${server.baseUrl}/2.0/repositories/acme/widgets`;

  const wrong = await runClient(server.baseUrl, 'wrong');
  const missing = await runClient(server.baseUrl, token);
  await call(repository, { method: 'POST', json: {}, headers: { authorization: basic('ci', token) } });
  const right = await runClient(server.baseUrl, token);

  expect([wrong.code, wrong.stderr]).toEqual([1, 'Authentication failed!\n']);
  expect([missing.code, missing.stderr]).toEqual([1, expect.stringContaining('Not Found')]);
  expect(right.code).toBe(0);
});
