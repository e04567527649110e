import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { documentedCommands, runDocumented } from '../support/documented-commands.ts';
import { startProgram } from '../support/program.ts';
import { runCommand } from '../support/run-command.ts';
import { createTemporaryDirectory } from '../support/temporary-directory.ts';

/** What people who have installed the program can type. */
const installed = 'signalbox() { node_modules/.bin/node dist/main.js "$@"; }';

const documented = documentedCommands('docs/access.md');

test('the commands of docs/access.md do, one after the other, what it says, and a consumer gets the token that it shows', async () => {
  using data = createTemporaryDirectory();
  const run = (command: string) => runCommand('sh', ['-ec', `${installed}\n${command}`], { SIGNALBOX_DATA: data.path });
  const [fetchToken = ''] = documented.filter((command) => command.startsWith('curl'));
  const [, shown = ''] = /^```json\n([\s\S]*?)^```$/m.exec(readFileSync('docs/access.md', 'utf8')) ?? [];

  const outputs: string[] = [];
  for (const command of documented.filter((one) => one !== fetchToken)) {
    const { code, stdout, stderr } = await run(command);
    expect([command, code, stderr]).toEqual([command, 0, stderr]);
    outputs.push(stdout);
  }

  expect(outputs).toEqual([
    expect.stringMatching(/^Added acme\/widgets.*\nsbx_\S+\n$/),
    expect.stringMatching(/^ID .*\n\S+ +ci +acme\/widgets +buildstatus:write +ci\/\* /),
    expect.stringMatching(/^may +write in acme\/widgets, read in acme$/m),
    expect.stringMatching(/^key {5}\S+\nsecret {2}sbx_\S+\n$/),
    expect.stringMatching(/^sbx_\S+\n$/),
  ]);
  const [key = '', secret = ''] = (outputs[3] ?? '').match(/\S+$/gm) ?? [];
  await using server = await startProgram(['serve', '--port', '0', '--data', data.path]);
  const answer = await runDocumented(`KEY=${key}\nSECRET=${secret}\n${fetchToken}`, server.baseUrl);
  expect(JSON.parse(answer)).toEqual(
    JSON.parse(shown, (_, value) => (value === 'sbx_…' ? expect.stringMatching(/^sbx_/) : value)),
  );
});
