import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { buildUrl, documentedCommit } from '../support/addresses.ts';
import { call } from '../support/call.ts';
import { documentedCommands, runDocumented } from '../support/documented-commands.ts';
import { startProgram } from '../support/program.ts';
import { runCommand } from '../support/run-command.ts';
import { createTemporaryDirectory } from '../support/temporary-directory.ts';

const documented = documentedCommands('docs/policies.md');
const repository = 'my-workspace/my-repo';

test('what docs/policies.md sends voids a status, lets it count again, removes it, and sets the policy', async () => {
  await using server = await startProgram(['dev', '--port', '0', '--memory']);
  const statuses = buildUrl(server.baseUrl, { repository, commit: documentedCommit });
  await call(statuses, { method: 'POST', json: { key: 'MY-BUILD', state: 'FAILED' } });
  const [shown = '', shownPolicy = ''] = [
    ...readFileSync('docs/policies.md', 'utf8').matchAll(/^```json\n([\s\S]*?)^```$/gm),
  ].map(([, json = '']) => json);
  const [voiding = '', restoring = '', removing = '', setting = ''] = documented.filter((command) =>
    command.startsWith('curl'),
  );

  expect(JSON.parse(await runDocumented(voiding, server.baseUrl))).toMatchObject(JSON.parse(shown));
  expect(await runDocumented(restoring, server.baseUrl)).toBe('');
  expect((await call(`${statuses}/MY-BUILD`)).status).toBe(200);
  expect(await runDocumented(removing, server.baseUrl)).toBe('');
  expect(JSON.parse(await runDocumented(setting, server.baseUrl))).toEqual(JSON.parse(shownPolicy));

  expect((await call(`${statuses}/MY-BUILD`)).status).toBe(404);
  const { body } = await call(`${server.baseUrl}/signalbox/1/audit?repository=${repository}`);
  expect(body.values.map(({ action }: { action: string }) => action).slice(0, 4)).toEqual([
    'policy.changed',
    'status.removed',
    'status.restored',
    'status.voided',
  ]);
});

test('the command of docs/policies.md sets the policy that it shows', async () => {
  using data = createTemporaryDirectory();
  const [command = ''] = documented.filter((one) => one.startsWith('signalbox'));
  const run = (line: string) =>
    runCommand('sh', ['-ec', `signalbox() { node_modules/.bin/node dist/main.js "$@"; }\n${line}`], {
      SIGNALBOX_DATA: data.path,
    });

  expect(await run(command)).toMatchObject({ code: 0, stdout: 'Added acme/widgets.\n' });

  const listed = JSON.parse((await run('signalbox repository list --json')).stdout);
  expect(listed).toMatchObject([{ in_progress_timeout: '2h', history_retention: '90d' }]);
});
