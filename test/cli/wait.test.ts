import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { call } from '../support/call.ts';
import { hashOf, report } from '../support/combined-status.ts';
import { type RunningProgram, runProgram, startProgram } from '../support/program.ts';
import { startWaiting } from '../support/start-waiting.ts';
import { type RunningWidgets, startWidgets } from '../support/start-widgets.ts';
import { createTemporaryDirectory } from '../support/temporary-directory.ts';

/** Runs a command on a terminal of its own; that of macOS has another `script`. */
const onTerminal =
  process.platform === 'darwin'
    ? ['script', '-q', '/dev/null']
    : ['sh', '-c', 'exec script -qefc "$*" /dev/null', 'sh'];

let server: RunningProgram;

beforeAll(async () => {
  server = await startProgram(['dev', '--port', '0', '--memory']);
  await report(server.baseUrl, hashOf(0), { key: 'first', state: 'FAILED', refname: 'other' });
});
afterAll(() => server[Symbol.asyncDispose]());

let last = 0;
function newCommit(): string {
  last += 1;
  return hashOf(last);
}

function put(commit: string, text: string, refname?: string, { baseUrl } = server): Promise<void> {
  const [key = '', state = ''] = text.split(':');
  return report(baseUrl, commit, { key, state, ...(refname !== undefined && { refname }) });
}

const wait = (...args: readonly string[]) => startWaiting(server.baseUrl, args);

describe('signalbox wait', () => {
  test('ends with 0 when all that runs has passed, and tells each change in a line', async () => {
    const commit = newCommit();
    await put(commit, 'ci/unit:INPROGRESS');
    const waiting = wait('--commit', commit);
    await waiting.told('INPROGRESS    ci/unit');

    await put(commit, 'ci/lint:SUCCESSFUL');
    await waiting.told('SUCCESSFUL    ci/lint');
    await put(commit, 'ci/unit:SUCCESSFUL');

    const short = commit.slice(0, 12);
    expect(await waiting.finished).toEqual({
      code: 0,
      stdout: `Green: all 2 builds of commit ${short} passed.\n`,
      stderr: [
        `Waiting for the builds of commit ${short}.`,
        '  INPROGRESS    ci/unit',
        '  SUCCESSFUL    ci/lint',
        '  SUCCESSFUL    ci/unit',
        '',
      ].join('\n'),
    });
  });

  test.each(['FAILED', 'STOPPED'])('ends with 1 when one is %s, as soon as no other runs', async (state) => {
    const commit = newCommit();
    await put(commit, 'a:INPROGRESS');
    await put(commit, `b:${state}`);
    const waiting = wait('--commit', commit);
    await waiting.told('INPROGRESS    a');

    await put(commit, 'a:SUCCESSFUL');

    expect(await waiting.finished).toMatchObject({
      code: 1,
      stdout: `Red: b of commit ${commit.slice(0, 12)} ${state.toLowerCase()}.\n`,
    });
  });

  test('with --fail-fast ends with 1 at the first failure', async () => {
    const commit = newCommit();
    await put(commit, 'a:INPROGRESS');
    const waiting = wait('--commit', commit, '--fail-fast');
    await waiting.told('INPROGRESS    a');

    await put(commit, 'b:FAILED');

    expect((await waiting.finished).code).toBe(1);
  });

  test('does not take nothing reported for green, and ends with 2 when the time is over', async () => {
    const commit = newCommit();

    const { code, stdout } = await wait('--commit', commit, '--timeout', '1s').finished;

    expect([code, stdout]).toEqual([2, `Undecided: nothing of commit ${commit.slice(0, 12)} has been reported.\n`]);
  });

  test('waits for what is reported at last, and for each key that was asked for', async () => {
    const commit = newCommit();
    const waiting = wait('--commit', commit, '--key', 'a', '--key', 'b');
    await waiting.told('not reported  b');

    await put(commit, 'c:FAILED');
    await put(commit, 'a:SUCCESSFUL');
    await waiting.told('SUCCESSFUL    a');
    await put(commit, 'b:SUCCESSFUL');

    expect((await waiting.finished).code).toBe(0);
  });

  test('tells the end in one document of JSON', async () => {
    const commit = newCommit();
    await put(commit, 'a:SUCCESSFUL');

    const { code, stdout } = await wait('--commit', commit.slice(0, 9), '--json').finished;

    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      outcome: 'green',
      exit_code: 0,
      waited_seconds: expect.any(Number),
      commit,
      combined_status: expect.objectContaining({ type: 'combined_status', rule: 1, state: 'SUCCESSFUL' }),
    });
  });

  test('follows a branch that is not there yet, and when it moves on', async () => {
    const [one, two] = [newCommit(), newCommit()];
    const waiting = wait('--branch', 'feature/later', '--timeout', '2m');
    await waiting.told('Waiting for branch feature/later, which is not known yet.');

    await put(one, 'ci:INPROGRESS', 'feature/later');
    await waiting.told('INPROGRESS    ci');
    await put(two, 'ci:INPROGRESS', 'feature/later');
    // What it was at is done, and does not count any more.
    await put(one, 'ci:FAILED', 'feature/later');
    await waiting.told(`branch feature/later (${two.slice(0, 12)})`);
    await put(two, 'ci:SUCCESSFUL', 'feature/later');

    expect(await waiting.finished).toMatchObject({
      code: 0,
      stdout: `Green: the build of branch feature/later (${two.slice(0, 12)}) passed.\n`,
    });
  });

  test('waits for what counts for a pull request: its commit, and its branch', async () => {
    const commit = newCommit();
    await put(commit, 'a:SUCCESSFUL', 'gate');
    await put(commit, 'b:FAILED', 'elsewhere');
    await put(commit, 'c:SUCCESSFUL');
    const json = { title: 'Widen the gate', source: { branch: { name: 'gate' } } };
    const url = `${server.baseUrl}/2.0/repositories/acme/widgets/pullrequests`;
    const { id } = (await call(url, { method: 'POST', json })).body;

    const { code, stdout } = await wait('--pull-request', String(id)).finished;

    expect([code, stdout]).toEqual([0, `Green: all 2 builds of pull request ${id} (${commit.slice(0, 12)}) passed.\n`]);
  });

  test('takes each flag from the environment, too', async () => {
    const commit = newCommit();
    await put(commit, 'a:SUCCESSFUL');
    await put(commit, 'b:INPROGRESS');
    const env = { SIGNALBOX_COMMIT: commit, SIGNALBOX_KEY: 'a\nb', SIGNALBOX_TIMEOUT: '0s' };

    expect((await startWaiting(server.baseUrl, [], { env }).finished).code).toBe(2);
  });

  test.each([
    [['--commit', hashOf(0), '--repository', 'acme/none'], 'answers 404'],
    [['--branch', 'main', '--repository', 'acme/none'], 'answers 404'],
    [['--pull-request', '999'], 'answers 404'],
    [['--commit', 'main'], 'is a hash'],
    [[], 'Give exactly one of'],
    [['--nonsense'], "unknown option '--nonsense'"],
    [['--commit', hashOf(0), '--server', 'ftp://x'], 'is an origin'],
  ])('with %j ends with 3, and says why', async (args, message) => {
    const { code, stdout, stderr } = await wait(...args).finished;

    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).toContain(message);
  });

  test('tells in JSON that it could not ask', async () => {
    const { code, stdout } = await wait('--pull-request', '999', '--json').finished;

    expect([code, JSON.parse(stdout)]).toMatchObject([3, { outcome: 'error', exit_code: 3 }]);
  });

  test('--help ends with 0', async () => {
    expect((await runProgram(['wait', '--help'])).code).toBe(0);
  });

  test('draws its lines anew on a terminal', async () => {
    const commit = newCommit();
    await put(commit, 'a:SUCCESSFUL');
    await put(commit, 'b:INPROGRESS');
    const waiting = startWaiting(server.baseUrl, ['--commit', commit], { wrapper: onTerminal, env: { NO_COLOR: '1' } });
    await waiting.told('INPROGRESS    b');

    await put(commit, 'b:SUCCESSFUL');

    const { code, stdout } = await waiting.finished;
    const title = `Waiting for the builds of commit ${commit.slice(0, 12)}.`;
    const [first = '', second] = stdout.replaceAll('\r', '').split('\u001b[3A\u001b[J');
    expect(first).toBe(`${title}\n  SUCCESSFUL    a\n  INPROGRESS    b\n`);
    expect(second).toContain(`${title}\n  SUCCESSFUL    a\n  SUCCESSFUL    b\nGreen: all 2 builds`);
    expect(code).toBe(0);
  });
});

describe('signalbox wait, while the server is killed and started again', () => {
  test('goes on, and misses nothing of what was reported meanwhile', async () => {
    using directory = createTemporaryDirectory();
    const start = (port: string) => startProgram(['dev', '--port', port, '--data', directory.path]);
    const first = await start('0');
    const commit = hashOf(0);
    await put(commit, 'a:INPROGRESS', undefined, first);
    const waiting = startWaiting(first.baseUrl, ['--commit', commit]);
    await waiting.told('INPROGRESS    a');

    await first.stop('SIGKILL');
    await waiting.told('cannot be reached');
    await using second = await start(new URL(first.baseUrl).port);
    await put(commit, 'a:SUCCESSFUL', undefined, second);

    const { code, stderr } = await waiting.finished;
    expect([code, stderr]).toEqual([0, expect.stringMatching(/SUCCESSFUL {4}a\n$/)]);
  });

  test('ends with 2 when it does not come back, and with 3 when it never was there', async () => {
    const gone = await startProgram(['dev', '--port', '0', '--memory']);
    const commit = hashOf(0);
    await put(commit, 'a:INPROGRESS', undefined, gone);
    const waiting = startWaiting(gone.baseUrl, ['--commit', commit, '--timeout', '4s']);
    await waiting.told('INPROGRESS    a');
    await gone.stop('SIGTERM');

    const { code, stdout } = await waiting.finished;
    const never = await startWaiting(gone.baseUrl, ['--commit', commit, '--timeout', '1s']).finished;

    expect([code, stdout]).toEqual([2, `Undecided: a of commit ${commit.slice(0, 12)} still runs.\n`]);
    expect([never.code, never.stdout]).toEqual([3, '']);
    expect(never.stderr).toContain('cannot be reached: ECONNREFUSED.');
  });
});

describe('signalbox wait, where a token is needed and Git knows the commits', () => {
  let widgets: RunningWidgets;
  beforeAll(async () => {
    widgets = await startWidgets('serve');
  });
  afterAll(() => widgets[Symbol.asyncDispose]());

  test('takes the token from the environment alone, and ends with 3 for a wrong one', async () => {
    const { baseUrl, token, main } = widgets;
    const args = ['--commit', main, '--timeout', '0s'];

    const right = await startWaiting(baseUrl, args, { env: { SIGNALBOX_TOKEN: token } }).finished;
    const wrong = await startWaiting(baseUrl, args, { env: { SIGNALBOX_TOKEN: 'sbx_wrong' } }).finished;
    const flag = await startWaiting(baseUrl, [...args, '--token', token]).finished;

    expect([right.code, wrong.code, flag.code]).toEqual([2, 3, 3]);
    expect(wrong.stderr).toContain('answers 401');
    expect(wrong.stderr).toContain('Set SIGNALBOX_TOKEN');
    expect(wrong.stderr).not.toContain('sbx_wrong');
  });

  test('waits for a commit that Git does not have yet', async () => {
    const { baseUrl, token, git } = widgets;
    const env = { SIGNALBOX_TOKEN: token };
    const next = git.git('commit-tree', '-m', 'Next', '-p', 'main', 'main^{tree}');
    git.git('update-ref', '-d', 'refs/heads/next');
    const waiting = startWaiting(baseUrl, ['--branch', 'next'], { env });
    await waiting.told('Waiting for branch next, which is not known yet.');

    git.git('branch', 'next', next);
    await waiting.told(`Waiting for the builds of branch next (${next.slice(0, 12)}).`);
    const url = `${baseUrl}/2.0/repositories/acme/widgets/commit/${next}/statuses/build`;
    const headers = { authorization: `Bearer ${token}` };
    await call(url, { method: 'POST', json: { key: 'ci', state: 'SUCCESSFUL' }, headers });

    expect((await waiting.finished).code).toBe(0);
  });
});
