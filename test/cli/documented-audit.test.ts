import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { auditActions } from '../../src/domain/audit-event.ts';
import { buildUrl } from '../support/addresses.ts';
import { basic, call } from '../support/call.ts';
import { documentedCommands, runDocumented } from '../support/documented-commands.ts';
import { startProgram } from '../support/program.ts';

const document = 'docs/audit.md';
const markdown = readFileSync(document, 'utf8');

test('the question of docs/audit.md is answered as it says there', async () => {
  const [command = ''] = documentedCommands(document);
  const [, shown = ''] = /^```json\n([\s\S]*?)^```$/m.exec(markdown) ?? [];
  await using server = await startProgram(['dev', '--port', '0', '--memory']);
  const url = buildUrl(server.baseUrl, { repository: 'my-workspace/my-repo' });
  for (const state of ['FAILED', 'SUCCESSFUL']) {
    const headers = { authorization: basic('jdoe', 'any') };
    await call(url, { method: 'POST', json: { key: 'MY-BUILD', state }, headers });
  }

  const answer = JSON.parse(await runDocumented(command, server.baseUrl));

  expect(answer).toMatchObject(JSON.parse(shown));
});

test('docs/audit.md names every action, and no other', () => {
  const named = [...markdown.matchAll(/`([a-z]+\.[a-z]+)`/g)].map(([, name]) => name);

  expect(named.toSorted()).toEqual(auditActions.toSorted());
});
