import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { get } from 'node:https';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { type ConnectionOptions, connect, type TLSSocket } from 'node:tls';

/** The files of two certificates that nobody trusts but these tests. */
export const tlsFiles = Object.fromEntries(
  ['server.crt', 'server.key', 'renewed.crt', 'renewed.key'].map((name) => [name, resolve('test/fixtures/tls', name)]),
) as Readonly<Record<`${'server' | 'renewed'}.${'crt' | 'key'}`, string>>;

const ca = [readFileSync(tlsFiles['server.crt']), readFileSync(tlsFiles['renewed.crt'])];

/** Asks a server whose certificate is one of the two; fails when it is another. */
export async function fetchTls(url: string): Promise<{ readonly status: number; readonly body: string }> {
  const [answer] = await once(get(url, { ca, agent: false }), 'response');
  return { status: answer.statusCode, body: await text(answer) };
}

/** A connection on which both sides have agreed on a key. */
export async function connectTls(baseUrl: string, options: ConnectionOptions = {}): Promise<TLSSocket> {
  const { hostname, port } = new URL(baseUrl);
  const socket = connect({ host: hostname, port: Number(port), ca, ...options });
  await once(socket, 'secureConnect');
  return socket;
}

/** Which certificate new connections get. */
export async function servedCertificate(baseUrl: string): Promise<string | undefined> {
  const socket = await connectTls(baseUrl);
  const served = socket.getPeerX509Certificate()?.fingerprint256;
  socket.destroy();
  return served;
}

export function fingerprintOf(file: string): string {
  return new X509Certificate(readFileSync(file)).fingerprint256;
}
