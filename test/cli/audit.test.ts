import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { documentedCommit } from '../support/addresses.ts';
import { runProgram, startProgram } from '../support/program.ts';
import { runCommand } from '../support/run-command.ts';
import { batchUrl, postBatch } from '../support/status-batch.ts';
import { createTemporaryDirectory } from '../support/temporary-directory.ts';

let data: string;

beforeEach(() => {
  const directory = createTemporaryDirectory();
  onTestFinished(() => directory[Symbol.dispose]());
  data = directory.path;
});

function exportAudit(...args: string[]) {
  return runProgram(['audit', 'export', '--data', data, ...args]);
}

function parse(stdout: string) {
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

test('signalbox audit export tells what was done, beside a running server, and of what has been removed', async () => {
  await using server = await startProgram(['dev', '--port', '0', '--data', data]);
  const statuses = ['a', 'b'].map((key) => ({ commit: documentedCommit, key, state: 'FAILED' }));
  await postBatch(batchUrl(server.baseUrl), statuses);
  await runProgram(['repository', 'add', 'acme/gadgets', '--data', data]);
  await runProgram(['repository', 'remove', 'acme/gadgets', '--data', data]);

  const all = await exportAudit();
  const ofWidgets = await exportAudit('--repository', 'acme/widgets', '--action', 'status.created');
  const none = await exportAudit('--until', '2020-01-01');

  expect([all.code, all.stderr, none.code, none.stdout]).toEqual([0, '', 0, '']);
  const events = parse(all.stdout);
  expect(events.map(({ action }) => action)).toEqual([
    'repository.removed',
    'repository.created',
    'status.created',
    'status.created',
    'repository.created',
  ]);
  // On the machine of the server, nobody has signed in.
  expect(events[0]).toMatchObject({ account: null, address: null, repository: { full_name: 'acme/gadgets' } });
  expect(parse(ofWidgets.stdout)).toEqual(events.slice(2, 4));
  const removed = await exportAudit('--repository-uuid', events[0].subject);
  expect(parse(removed.stdout)).toEqual(events.slice(0, 2));
});

test('signalbox audit export says what it cannot look for', async () => {
  expect(await exportAudit()).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('There is no data of Signalbox in'),
  });
  await runProgram(['repository', 'add', 'acme/widgets', '--data', data]);

  expect(await exportAudit('--since', 'yesterday')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('yesterday'),
  });
  expect(await exportAudit('--repository', 'acme/none')).toMatchObject({ code: 1, stdout: '' });
});

test('signalbox audit export minds no reader that goes', async () => {
  await using server = await startProgram(['dev', '--port', '0', '--data', data]);
  const statuses = Array.from({ length: 1000 }, (_, index) => ({
    commit: documentedCommit,
    key: `${index}`,
    state: 'FAILED',
  }));
  await postBatch(batchUrl(server.baseUrl), statuses);
  const command = `"${process.execPath}" dist/main.js audit export --data "${data}" | head -n 1`;

  const { stdout, stderr } = await runCommand('sh', ['-c', command]);

  expect([parse(stdout).length, stderr]).toEqual([1, '']);
});
