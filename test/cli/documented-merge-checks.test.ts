import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { call } from '../support/call.ts';
import { documentedCommands, runDocumented } from '../support/documented-commands.ts';
import { createGatedRepository } from '../support/gated-repository.ts';
import { openMergeChecked } from '../support/merge-checked.ts';
import { startProgram } from '../support/program.ts';
import { runCommand } from '../support/run-command.ts';

const markdown = readFileSync('docs/merge-checks.md', 'utf8');

/** What people who have installed the program can type. */
const installed = 'signalbox() { node_modules/.bin/node dist/main.js "$@"; }';

test('the gate of docs/merge-checks.md refuses a push in the words that it shows', async () => {
  await using server = await startProgram(['dev', '--memory', '--port', '0']);
  using repository = await createGatedRepository();
  const [install = ''] = documentedCommands('docs/merge-checks.md').filter((command) => command.includes('gate'));
  const [, shown = ''] = /^```text\n([\s\S]*?)^```$/m.exec(markdown) ?? [];
  const widgets = openMergeChecked(server.baseUrl, 'my-workspace/my-repo');
  const commit = await repository.commit();
  await widgets.report(commit, 'ci/unit', 'FAILED');
  await widgets.require([{ branch: 'main', keys: ['ci/unit', 'ci/lint'] }]);

  const here = install
    .replace('sbx_…', 'any')
    .replace('/srv/git/widgets.git', '"$BARE"')
    .replace('http://127.0.0.1:4020', server.baseUrl);
  const { stderr } = await runCommand('sh', ['-ec', `${installed}\n${here}`], { BARE: repository.bare });
  const pushed = await repository.push('HEAD:main');

  expect([stderr, pushed.code]).toEqual(['', 1]);
  const told = pushed.stderr.match(/^remote: signalbox: .*\S/gm) ?? [];
  expect(told).toEqual(shown.trim().replace('e10dae226959', commit.slice(0, 12)).split('\n'));
});

test('the commands of docs/merge-checks.md do, one after the other, what it says', async () => {
  await using server = await startProgram(['dev', '--memory', '--port', '0']);
  const commands = documentedCommands('docs/merge-checks.md').filter((command) => command.startsWith('curl'));
  const [, shown = ''] = /^```json\n([\s\S]*?)^```$/m.exec(markdown) ?? [];
  const repository = `${server.baseUrl}/2.0/repositories/my-workspace/my-repo`;

  const answers = [];
  for (const command of commands) answers.push(JSON.parse(await runDocumented(command, server.baseUrl)));

  const { commit, ...checks } = answers[2];
  expect(checks).toEqual(JSON.parse(shown));
  expect(commit.hash).toMatch(/^e10dae2/);
  expect(answers.map(({ type }) => type)).toEqual([
    'build',
    'required_builds',
    'merge_checks',
    'branchrestriction',
    'branchrestriction',
  ]);
  const json = { title: 'Widen the gate', source: { branch: { name: 'gate' }, commit: { hash: commit.hash } } };
  await call(`${repository}/pullrequests`, { method: 'POST', json });
  const { status, body } = await call(`${repository}/pullrequests/1/merge`, { method: 'POST', json: {} });
  expect([status, body.error.message]).toEqual([409, /`(The source branch .*?)`/.exec(markdown)?.[1]]);
  expect(Object.keys(body.error.fields)).toEqual(['require_passing_builds_to_merge', 'required_builds']);
});
