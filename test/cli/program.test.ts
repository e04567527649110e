import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { options, remoteOptions, targetOptions } from '../../src/config/options.ts';
import { buildUrl } from '../support/addresses.ts';
import { call } from '../support/call.ts';
import { runProgram, startProgram } from '../support/program.ts';
import { createTemporaryDirectory } from '../support/temporary-directory.ts';

const json = { key: 'ci', state: 'SUCCESSFUL' };

describe('signalbox', () => {
  test('--version tells the version of the package', async () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8'));

    expect(await runProgram(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });

  test('--help names every command, and serve --help every setting with its variable', async () => {
    const { stdout } = await runProgram(['--help']);
    const serve = await runProgram(['serve', '--help']);

    for (const command of ['dev', 'serve', 'repository', 'wait', 'migrate', 'database'])
      expect(stdout).toMatch(new RegExp(`^  ${command}\\b`, 'm'));
    const ofOthers = ['memory', 'from', 'to', ...remoteOptions, ...targetOptions, 'key', 'timeout', 'failFast'];
    for (const [, { name }] of Object.entries(options).filter(([option]) => !ofOthers.includes(option))) {
      expect(serve.stdout).toContain(`--${name}`);
      expect(serve.stdout).toContain(`SIGNALBOX_${name.toUpperCase().replaceAll('-', '_')}`);
    }
  });

  test.each([[['nonsense']], [['dev', '--nonsense']], [['repository', 'add']]])(
    'refuses %j and exits with 1',
    async (args) => {
      const { code, stdout, stderr } = await runProgram(args);

      expect([code, stdout]).toEqual([1, '']);
      expect(stderr).toContain('--help');
    },
  );

  test('says in one sentence that the Node.js is too old', async () => {
    const older = `Object.defineProperty(process.versions, 'node', { value: '20.20.2' })`;

    const finished = await runProgram(['dev'], {
      nodeArguments: ['--import', `data:text/javascript,${encodeURIComponent(older)}`],
    });

    expect(finished).toEqual({
      code: 1,
      stdout: '',
      stderr: 'signalbox: Node.js 24 or newer is needed; this is 20.20.2.\n',
    });
  });
});

describe('signalbox dev', () => {
  test('prints one line with its address when it is ready, and answers there', async () => {
    await using program = await startProgram(['dev', '--port', '0', '--memory']);

    expect((await call(`${program.baseUrl}/healthz`)).status).toBe(200);
    expect((await call(`${program.baseUrl}/readyz`)).status).toBe(200);
    expect(program.output()).toMatch(/^[^\n]*http:\/\/127\.0\.0\.1:\d+\n$/);
  });

  test('reads its settings from the environment, and lets flags win', async () => {
    using directory = createTemporaryDirectory();
    const env = {
      SIGNALBOX_PORT: '1',
      SIGNALBOX_HOST: 'localhost',
      SIGNALBOX_DATA: directory.path,
      SIGNALBOX_STRICT: 'true',
    };

    await using program = await startProgram(['dev', '--port', '0'], { env });

    expect(program.baseUrl).toMatch(/^http:\/\/localhost:\d+$/);
    expect((await call(buildUrl(program.baseUrl), { method: 'POST', json })).body.error.fields).toHaveProperty('url');
  });

  test.each(['SIGTERM', 'SIGINT'] as const)(
    'finishes the request in flight at %s, then exits with 0',
    async (signal) => {
      using directory = createTemporaryDirectory();
      const args = ['dev', '--port', '0', '--data', directory.path];
      await using program = await startProgram(args);
      const body = JSON.stringify(json);
      const headers = { 'content-type': 'application/json', 'content-length': body.length, expect: '100-continue' };
      const agent = new Agent({ keepAlive: true });
      const inFlight = request(buildUrl(program.baseUrl), { method: 'POST', headers, agent });
      inFlight.flushHeaders();
      // The server has begun with the request when it asks for the body.
      await once(inFlight, 'continue');

      const stopped = program.stop(signal);
      inFlight.end(body);

      const [answer] = await once(inFlight, 'response');
      expect([answer.statusCode, JSON.parse(await text(answer)).key]).toEqual([201, 'ci']);
      const answered = performance.now();
      expect(await stopped).toEqual({ code: 0, signal: null });
      // The client keeps its connection open; only requests in flight are waited for, up to twice as long as this.
      expect(performance.now() - answered).toBeLessThan(5000);
      agent.destroy();
      await using again = await startProgram(args);
      expect((await call(buildUrl(again.baseUrl, { key: 'ci' }))).status).toBe(200);
    },
  );

  test('ends at once though a client keeps its connection open', async () => {
    await using program = await startProgram(['dev', '--port', '0', '--memory']);
    await call(`${program.baseUrl}/healthz`);

    expect(await program.stop('SIGTERM')).toEqual({ code: 0, signal: null });
  });

  test('ends at once though a connection is open on which nothing was sent', async () => {
    await using program = await startProgram(['dev', '--port', '0', '--memory']);
    const { hostname, port } = new URL(program.baseUrl);
    const silent = connect(Number(port), hostname);
    await once(silent, 'connect');
    // The server has the connection when it has answered on one that was made later.
    await call(`${program.baseUrl}/healthz`);

    const started = performance.now();
    expect(await program.stop('SIGTERM')).toEqual({ code: 0, signal: null });
    // Half the time that requests in flight are given: it did not wait for that.
    expect(performance.now() - started).toBeLessThan(5000);
    silent.destroy();
  });

  test('does not mind that nobody reads what it prints', async () => {
    const commands = `'${process.execPath}' dist/main.js --help | true; '${process.execPath}' dist/main.js --help | head -n 1`;
    const shell = spawn('sh', ['-c', commands]);

    const [stdout, stderr] = await Promise.all([text(shell.stdout), text(shell.stderr)]);

    expect([stdout.split('\n').length, stderr]).toEqual([2, '']);
  });

  test('says what to do about a port that is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' ? String(address?.port) : '';

    const finished = await runProgram(['dev', '--memory', '--port', port]);

    other.close();
    expect(finished).toEqual({
      code: 1,
      stdout: '',
      stderr: `signalbox: 127.0.0.1:${port} is taken by another program. Choose another with --port, or 0 for any free one.\n`,
    });
  });

  test('names every bad setting, and starts nothing', async () => {
    const { code, stderr } = await runProgram(['dev', '--port', 'x', '--log-level', 'y']);

    expect(code).toBe(1);
    expect(stderr.split('\n').filter(Boolean)).toEqual([
      expect.stringContaining('signalbox: --port'),
      expect.stringContaining('signalbox: --log-level'),
    ]);
  });

  test('will not be reached from another machine', async () => {
    const { code, stderr } = await runProgram(['dev', '--host', '0.0.0.0']);

    expect([code, stderr]).toEqual([1, expect.stringContaining('Use signalbox serve')]);
  });

  test('keeps what was reported over a restart', async () => {
    using directory = createTemporaryDirectory();
    const args = ['dev', '--port', '0', '--data', directory.path];
    const first = await startProgram(args);
    const { body } = await call(buildUrl(first.baseUrl), { method: 'POST', json });
    await first.stop('SIGTERM');

    await using second = await startProgram(args);

    expect((await call(buildUrl(second.baseUrl, { key: 'ci' }))).body.uuid).toBe(body.uuid);
  });
});

describe('signalbox serve', () => {
  test('prints an administrator’s token at the first start, once', async () => {
    using directory = createTemporaryDirectory();
    const args = ['serve', '--port', '0', '--data', directory.path];
    const first = await startProgram(args);
    const token = /sbx_\S+/.exec(first.output())?.[0] ?? '';
    const headers = { authorization: `Bearer ${token}` };

    expect((await call(buildUrl(first.baseUrl), { method: 'POST', json })).status).toBe(401);
    expect((await call(buildUrl(first.baseUrl), { method: 'POST', json, headers })).status).toBe(404);
    await first.stop('SIGTERM');
    await using second = await startProgram(args);
    expect(second.output()).not.toContain('sbx_');
    expect((await call(buildUrl(second.baseUrl), { method: 'POST', json, headers })).status).toBe(404);
  });

  test('refuses a network address until it is told how people reach it, and makes nothing', async () => {
    using directory = createTemporaryDirectory();
    const data = join(directory.path, 'data');

    const finished = await runProgram(['serve', '--host', '0.0.0.0', '--port', '0', '--data', data]);

    expect(finished).toEqual({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(
        /^signalbox: On 0\.0\.0\.0, .*--tls-cert .*--behind-proxy .*--insecure-http .*\.\n$/,
      ),
    });
    expect(existsSync(data)).toBe(false);
  });

  test('warns in one sentence, at each start, that plain HTTP can be read on the network', async () => {
    using directory = createTemporaryDirectory();
    const args = ['serve', '--host', '0.0.0.0', '--port', '0', '--data', directory.path, '--insecure-http'];

    for (const logLevel of ['warn', 'silent']) {
      await using program = await startProgram([...args, '--log-level', logLevel]);
      expect(program.baseUrl).toMatch(/^http:\/\/0\.0\.0\.0:\d+$/);
      expect(program.errors()).toMatch(/^signalbox: On 0\.0\.0\.0, passwords .* readable.*--insecure-http.*\.\n$/);
    }
  });

  test.each([
    ['behind a proxy', ['--host', '0.0.0.0', '--behind-proxy', '--trusted-proxies', 'loopback']],
    ['on this machine alone', ['--insecure-http']],
  ])('warns of nothing %s', async (_, flags) => {
    using directory = createTemporaryDirectory();

    await using program = await startProgram(['serve', '--port', '0', '--data', directory.path, ...flags]);

    const url = program.baseUrl.replace('0.0.0.0', '127.0.0.1');
    expect((await call(`${url}/healthz`)).status).toBe(200);
    expect(program.errors()).toBe('');
  });
});
