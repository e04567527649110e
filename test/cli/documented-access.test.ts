import { expect, test } from 'vitest';
import { documentedCommands } from '../support/documented-commands.ts';
import { runCommand } from '../support/run-command.ts';
import { createTemporaryDirectory } from '../support/temporary-directory.ts';

/** What people who have installed the program can type. */
const installed = 'signalbox() { node_modules/.bin/node dist/main.js "$@"; }';

test('the commands of docs/access.md do, one after the other, what it says', async () => {
  using data = createTemporaryDirectory();
  const run = (command: string) => runCommand('sh', ['-ec', `${installed}\n${command}`], { SIGNALBOX_DATA: data.path });
  const commands = documentedCommands('docs/access.md').filter((command) => !command.includes('curl'));

  const outputs = [];
  for (const command of commands) {
    const { code, stdout, stderr } = await run(command);
    expect([command, code, stderr]).toEqual([command, 0, stderr]);
    outputs.push(stdout);
  }

  expect(outputs).toEqual([
    expect.stringMatching(/^Added acme\/widgets.*\nsbx_\S+\n$/),
    expect.stringMatching(/^ID .*\n\S+ +ci +acme\/widgets +buildstatus:write +ci\/\* /),
    expect.stringMatching(/^may +write in acme\/widgets, read in acme$/m),
    expect.stringMatching(/^sbx_\S+\n$/),
  ]);
});
