import { createPrivateKey } from 'node:crypto';
import { once } from 'node:events';
import { copyFileSync, existsSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, test, vi } from 'vitest';
import { runProgram, startProgram } from '../support/program.ts';
import { createTemporaryDirectory } from '../support/temporary-directory.ts';
import { connectTls, fetchTls, fingerprintOf, servedCertificate, tlsFiles } from '../support/tls.ts';

const [certificate, key] = [tlsFiles['server.crt'], tlsFiles['server.key']];
const patient = { timeout: 20_000, interval: 100 };

/** Node.js can be told to speak versions of TLS that are broken. */
const nodeArguments = ['--tls-min-v1.0', '--tls-cipher-list=DEFAULT@SECLEVEL=0'];

/** Starts a server that speaks TLS, with data of its own. */
async function startTls(files = { certificate, key }, logLevel = 'warn') {
  await using parts = new AsyncDisposableStack();
  const { path } = parts.use(createTemporaryDirectory());
  const flags = ['--port', '0', '--data', path, '--log-level', logLevel];
  const args = ['serve', ...flags, '--tls-cert', files.certificate, '--tls-key', files.key];
  const program = parts.use(await startProgram(args, { nodeArguments }));
  const opened = parts.move();
  return { ...program, [Symbol.asyncDispose]: () => opened.disposeAsync() };
}

/** A connection on which these bytes were sent, and no more will be. */
async function connectPlainly(baseUrl: string, bytes = '') {
  const { hostname, port } = new URL(baseUrl);
  const socket = connect(Number(port), hostname).on('error', () => {});
  await once(socket, 'connect');
  socket.write(bytes);
  return socket;
}

function connectUpTo(maxVersion: 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3', baseUrl: string) {
  return connectTls(baseUrl, { minVersion: 'TLSv1', maxVersion, ciphers: 'DEFAULT@SECLEVEL=0' });
}

describe('signalbox serve with a certificate', () => {
  test('speaks TLS, and says so in the line that it is ready, in the log and in every link', async () => {
    await using program = await startTls(undefined, 'info');

    const { status, body } = await fetchTls(`${program.baseUrl}/openapi.json`);

    expect(program.baseUrl).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
    expect([status, JSON.parse(body).servers[0].url]).toEqual([200, program.baseUrl]);
    expect(JSON.parse(program.errors()).msg).toBe(`Listening at ${program.baseUrl}`);
  });

  test('speaks TLS 1.2 and newer, even where Node.js was told to speak older ones', async () => {
    await using program = await startTls();

    for (const version of ['TLSv1.2', 'TLSv1.3'] as const) {
      const socket = await connectUpTo(version, program.baseUrl);
      expect(socket.getProtocol()).toBe(version);
      socket.destroy();
    }
    await expect(connectUpTo('TLSv1.1', program.baseUrl)).rejects.toThrow(/protocol version/);
  });

  test('hangs up on plain HTTP, and goes on', async () => {
    await using program = await startTls();
    const plain = await connectPlainly(program.baseUrl, 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');

    let answer = '';
    plain.setEncoding('latin1').on('data', (chunk) => {
      answer += chunk;
    });
    await new Promise((resolve) => plain.once('close', resolve));
    expect(answer).not.toContain('HTTP/');
    expect((await fetchTls(`${program.baseUrl}/healthz`)).status).toBe(200);
    expect(program.errors()).toBe('');
  });

  test('ends at once though connections are open on which nothing was asked', async () => {
    await using program = await startTls();
    const open = [await connectPlainly(program.baseUrl), await connectTls(program.baseUrl)];
    for (const socket of open) socket.on('error', () => {});
    // The server has those connections when it has answered on one that was made later.
    await fetchTls(`${program.baseUrl}/healthz`);

    const started = performance.now();
    expect(await program.stop('SIGTERM')).toEqual({ code: 0, signal: null });
    // Half the time that requests in flight are given: it did not wait for that.
    expect(performance.now() - started).toBeLessThan(5000);
    for (const socket of open) socket.destroy();
  });

  test('waits no longer than for a request for a client that stops in the middle of a handshake', async () => {
    await using program = await startTls();
    const client = await connectPlainly(program.baseUrl, '\x16\x03\x01\x02');
    await fetchTls(`${program.baseUrl}/healthz`);

    expect(await program.stop('SIGTERM')).toEqual({ code: 0, signal: null });
    client.destroy();
  });
});

describe('a renewed certificate', () => {
  test('is taken over without a restart, and open connections live on', async () => {
    using directory = createTemporaryDirectory();
    const at = (name: string) => join(directory.path, name);
    // As certbot and Kubernetes do: what the server reads is a link, which then leads elsewhere.
    const link = (kind: 'server' | 'renewed') => {
      for (const end of ['crt', 'key'] as const) {
        symlinkSync(tlsFiles[`${kind}.${end}`], at(`next.${end}`));
        renameSync(at(`next.${end}`), at(`live.${end}`));
      }
    };
    link('server');
    await using program = await startTls({ certificate: at('live.crt'), key: at('live.key') });
    const old = await connectTls(program.baseUrl);

    link('renewed');

    const renewed = fingerprintOf(tlsFiles['renewed.crt']);
    await vi.waitFor(async () => expect(await servedCertificate(program.baseUrl)).toBe(renewed), patient);
    old.write('GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
    expect(await text(old)).toMatch(/^HTTP\/1\.1 200 /);
    await expect(connectUpTo('TLSv1.1', program.baseUrl)).rejects.toThrow(/protocol version/);
  });

  test('that cannot be used is logged, once, and the old one stays until there is a better one', async () => {
    using directory = createTemporaryDirectory();
    const files = { certificate: join(directory.path, 'live.crt'), key: join(directory.path, 'live.key') };
    copyFileSync(certificate, files.certificate);
    copyFileSync(key, files.key);
    await using program = await startTls(files);

    writeFileSync(files.certificate, 'no certificate');

    await vi.waitFor(() => expect(program.errors()).toContain('the one before stays'), patient);
    expect(program.errors()).toContain('holds no certificate for TLS');
    expect(await servedCertificate(program.baseUrl)).toBe(fingerprintOf(certificate));

    copyFileSync(tlsFiles['renewed.key'], files.key);
    copyFileSync(tlsFiles['renewed.crt'], files.certificate);

    const renewed = fingerprintOf(tlsFiles['renewed.crt']);
    await vi.waitFor(async () => expect(await servedCertificate(program.baseUrl)).toBe(renewed), patient);
    expect(program.errors().trim().split('\n').length).toBe(1);
  });
});

describe('signalbox serve says in a sentence why it cannot speak TLS, and makes nothing', () => {
  const cert = '--tls-cert (SIGNALBOX_TLS_CERT)';
  const privateKey = '--tls-key (SIGNALBOX_TLS_KEY)';
  const locked = createPrivateKey(readFileSync(key)).export({
    type: 'pkcs8',
    format: 'pem',
    cipher: 'aes-256-cbc',
    passphrase: 'hunter2',
  });

  test.each([
    ['a certificate that is not there', ['none', key], `${cert} names {0}, which is not there.`],
    ['a key that is not there', [certificate, 'none'], `${privateKey} names {1}, which is not there.`],
    ['a directory', ['.', key], `${cert} names {0}, which is a directory.`],
    ['a name that is none', ['x'.repeat(300), key], `${cert} names {0}, which cannot be read (ENAMETOOLONG).`],
    ['an empty file', ['empty', key], `${cert} names {0}, which holds no certificate for TLS in PEM (no start line).`],
    ['files in the wrong order', [key, certificate], `${cert} names {0}, which holds no certificate for TLS in PEM (`],
    ['no key', [certificate, certificate], `${privateKey} names {1}, which holds no private key in PEM (`],
    ['a locked key', [certificate, 'locked'], `${privateKey} names {1}, whose key is locked by a passphrase: unlock`],
    [
      'a key of another certificate',
      [certificate, tlsFiles['renewed.key']],
      `${privateKey} names {1}, whose key does not belong to the certificate in {0}.`,
    ],
  ])('%s', async (_, names, sentence) => {
    using directory = createTemporaryDirectory();
    const data = join(directory.path, 'data');
    writeFileSync(join(directory.path, 'empty'), '');
    writeFileSync(join(directory.path, 'locked'), locked);
    const [certFile = '', keyFile = ''] = names.map((name) =>
      name.startsWith('/') ? name : join(directory.path, name),
    );

    const { code, stdout, stderr } = await runProgram([
      ...['serve', '--port', '0', '--data', data],
      ...['--tls-cert', certFile, '--tls-key', keyFile],
    ]);

    expect([code, stdout, existsSync(data)]).toEqual([1, '', false]);
    expect(stderr).toContain(`signalbox: ${sentence.replace('{0}', certFile).replace('{1}', keyFile)}`);
    expect(stderr).toMatch(/^[^\n]+\.\n$|^[^\n]+openssl pkey\.\n$/);
  });
});
