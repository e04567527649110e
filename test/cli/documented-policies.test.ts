import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { buildUrl, documentedCommit } from '../support/addresses.ts';
import { call } from '../support/call.ts';
import { documentedCommands, runDocumented } from '../support/documented-commands.ts';
import { startProgram } from '../support/program.ts';

const documented = documentedCommands('docs/policies.md');
const repository = 'my-workspace/my-repo';

test('what docs/policies.md sends voids a status, lets it count again, and removes it', async () => {
  await using server = await startProgram(['dev', '--port', '0', '--memory']);
  const statuses = buildUrl(server.baseUrl, { repository, commit: documentedCommit });
  await call(statuses, { method: 'POST', json: { key: 'MY-BUILD', state: 'FAILED' } });
  const [, shown = ''] = /^```json\n([\s\S]*?)^```$/m.exec(readFileSync('docs/policies.md', 'utf8')) ?? [];
  const [voiding = '', restoring = '', removing = ''] = documented.filter((command) => command.startsWith('curl'));

  expect(JSON.parse(await runDocumented(voiding, server.baseUrl))).toMatchObject(JSON.parse(shown));
  expect(await runDocumented(restoring, server.baseUrl)).toBe('');
  expect((await call(`${statuses}/MY-BUILD`)).status).toBe(200);
  expect(await runDocumented(removing, server.baseUrl)).toBe('');

  expect((await call(`${statuses}/MY-BUILD`)).status).toBe(404);
  const { body } = await call(`${server.baseUrl}/signalbox/1/audit?repository=${repository}`);
  expect(body.values.map(({ action }: { action: string }) => action).slice(0, 3)).toEqual([
    'status.removed',
    'status.restored',
    'status.voided',
  ]);
});
