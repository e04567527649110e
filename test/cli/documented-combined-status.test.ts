import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { buildUrl, documentedCommit } from '../support/addresses.ts';
import { call } from '../support/call.ts';
import { documentedCommands, runDocumented } from '../support/documented-commands.ts';
import { type RunningProgram, startProgram } from '../support/program.ts';

const repository = 'my-workspace/my-repo';
const older = '0123456789abcdef0123456789abcdef01234567';

/** What people who have installed the program can type. */
const installed = 'signalbox() { node_modules/.bin/node dist/main.js "$@"; }';

/** A server with the builds that the documents speak of. */
async function start(): Promise<RunningProgram> {
  const server = await startProgram(['dev', '--port', '0', '--memory']);
  const builds = [
    [older, 'ci/lint', 'SUCCESSFUL'],
    [documentedCommit, 'ci/unit', 'FAILED'],
    [documentedCommit, 'ci/lint', 'INPROGRESS'],
  ] as const;
  for (const [commit, key, state] of builds) {
    const json = { key, state, refname: 'main' };
    await call(buildUrl(server.baseUrl, { repository, commit }), { method: 'POST', json });
  }
  return server;
}

function put(server: RunningProgram, key: string, state: string) {
  const json = { key, state, refname: 'main' };
  return call(buildUrl(server.baseUrl, { repository, commit: documentedCommit }), { method: 'POST', json });
}

test('the examples of docs/combined-status.md are answered as it says there', async () => {
  const document = 'docs/combined-status.md';
  const [one = '', many = '', green = '', ...others] = documentedCommands(document);
  const shown = [...readFileSync(document, 'utf8').matchAll(/^```json\n([\s\S]*?)^```$/gm)].map(([, json = '']) =>
    JSON.parse(json),
  );
  await using server = await start();
  const ask = async (command: string) => JSON.parse(await runDocumented(command, server.baseUrl));

  const last = await ask(green);
  await put(server, 'ci/lint', 'SUCCESSFUL');
  await put(server, 'ci/browser', 'INPROGRESS');

  expect([await ask(one), await ask(many), last]).toMatchObject(shown);
  expect(others).toEqual([]);
});

test('the examples of docs/waiting.md wait until the builds are done', async () => {
  const [wait = '', curl = '', ...others] = documentedCommands('docs/waiting.md');
  await using server = await start();
  const command = `${installed}\n${wait.trim().replace('http://127.0.0.1:4020', server.baseUrl)}\necho "exit $?"`;

  const [ended, answer] = [runDocumented(command, server.baseUrl), runDocumented(curl, server.baseUrl)];
  await put(server, 'ci/lint', 'SUCCESSFUL');

  expect(await ended).toBe('Red: ci/unit of commit e10dae226959 failed.\nexit 1\n');
  expect(JSON.parse(await answer)).toMatchObject({ state: 'FAILED', is_final: true });
  expect(others).toEqual([]);
});
