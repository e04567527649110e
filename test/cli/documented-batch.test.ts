import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { documentedCommands, runDocumented } from '../support/documented-commands.ts';
import { startProgram } from '../support/program.ts';

test('the batch of docs/batches.md is answered as it says there', async () => {
  const document = 'docs/batches.md';
  const [command = '', ...others] = documentedCommands(document);
  const [, shown = ''] = /^```json\n([\s\S]*?)^```$/m.exec(readFileSync(document, 'utf8')) ?? [];
  await using server = await startProgram(['dev', '--port', '0', '--memory']);

  const answer = JSON.parse(await runDocumented(command, server.baseUrl));

  expect(others).toEqual([]);
  expect(answer).toMatchObject(JSON.parse(shown, abbreviated));
});

/** The document breaks a long text off with three dots. */
function abbreviated(_key: string, value: unknown): unknown {
  return typeof value === 'string' && value.endsWith('…') ? expect.stringContaining(value.slice(0, -1)) : value;
}
