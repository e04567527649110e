import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { buildUrl } from '../support/addresses.ts';
import { basic, call } from '../support/call.ts';
import { documentedCommands, runDocumented } from '../support/documented-commands.ts';
import { startProgram } from '../support/program.ts';

const document = 'docs/history.md';
const shown = [...readFileSync(document, 'utf8').matchAll(/^```json\n([\s\S]*?)^```$/gm)].map(([, json = '']) => json);

/** A build that failed on its second run. */
const reports = [
  { state: 'SUCCESSFUL', buildNumber: 7 },
  { state: 'INPROGRESS', buildNumber: 8 },
  { state: 'FAILED', buildNumber: 8, description: '1 of 42 tests failed' },
];

test('the questions of docs/history.md are answered as it says there', async () => {
  const commands = documentedCommands(document);
  await using server = await startProgram(['dev', '--port', '0', '--memory']);
  const url = buildUrl(server.baseUrl, { repository: 'my-workspace/my-repo' });
  const headers = { authorization: basic('jdoe', 'any') };
  for (const report of reports) {
    const { status } = await call(url, { method: 'POST', json: { key: 'MY-BUILD', ...report }, headers });
    expect(status).toBeLessThan(300);
  }

  expect(commands).toHaveLength(shown.length);
  for (const [index, command] of commands.entries()) {
    const answer = JSON.parse(await runDocumented(command, server.baseUrl));

    expect(answer).toMatchObject(JSON.parse(shown[index] ?? '', abbreviated));
  }
});

/** The document breaks off with three dots what is another each time. */
function abbreviated(_key: string, value: unknown): unknown {
  if (value === '…') return expect.anything();
  return typeof value === 'string' && value.endsWith('…') ? expect.stringContaining(value.slice(0, -1)) : value;
}
