import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { call } from '../support/call.ts';
import { documentedCommands, runDocumented } from '../support/documented-commands.ts';
import { startProgram } from '../support/program.ts';

const markdown = readFileSync('docs/merge-checks.md', 'utf8');

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
