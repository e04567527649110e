import { resolve } from 'node:path';
import { isLoopback } from '../domain/loopback.ts';
import { spellOption } from './options.ts';
import type { Reader } from './setting-reader.ts';

/** How the server speaks with whoever connects to it. */
export type Transport =
  /** `isExposed`: passwords and tokens cross a network readable, because somebody has said that they may. */
  { readonly kind: 'http'; readonly isExposed: boolean } | TlsTransport;

/** The paths of PEM files. */
export interface TlsTransport {
  readonly kind: 'https';
  readonly certificateFile: string;
  readonly keyFile: string;
}

export interface TransportConfig {
  readonly transport: Transport;
  /** Whether people's browsers speak TLS, with this server or with the proxy in front; cookies can then be `Secure`. */
  readonly isReachedByTls: boolean;
}

interface Surroundings {
  readonly mode: 'dev' | 'serve';
  readonly host: string;
  readonly publicUrl: string | undefined;
}

/** How the server is reached, of everything that was given. Only `serve` can be reached from other machines, and has to say how. */
export function readTransport(
  read: Reader,
  problems: string[],
  { mode, host, publicUrl }: Surroundings,
): TransportConfig {
  const hasTlsUrl = publicUrl?.startsWith('https:') ?? false;
  if (mode === 'dev') return { transport: { kind: 'http', isExposed: false }, isReachedByTls: hasTlsUrl };
  const isBehindProxy = read.isSwitchedOn('behindProxy');
  const isInsecure = read.isSwitchedOn('insecureHttp');
  const tls = readTls(read, problems);
  const ways = [isBehindProxy, isInsecure, tls !== undefined].filter(Boolean).length;
  if (ways > 1) problems.push(`${allWays} exclude each other: leave out all but one.`);
  if (ways === 0 && !isLoopback(host)) problems.push(undecided(host));
  if (isBehindProxy) checkProxy(read, problems);
  if (publicUrl !== undefined && ways === 1 && hasTlsUrl === isInsecure) problems.push(contradiction(isInsecure));
  return {
    transport: tls ?? { kind: 'http', isExposed: isInsecure && !isLoopback(host) },
    isReachedByTls: tls !== undefined || isBehindProxy || hasTlsUrl,
  };
}

const allWays = `${spellOption('behindProxy')}, ${spellOption('tlsCert')} with ${spellOption('tlsKey')}, and ${spellOption('insecureHttp')}`;

function readTls(read: Reader, problems: string[]): TlsTransport | undefined {
  const [certificateFile, keyFile] = [read.text('tlsCert'), read.text('tlsKey')];
  if (certificateFile === undefined && keyFile === undefined) return undefined;
  if (certificateFile === undefined || keyFile === undefined) {
    problems.push(`${spellOption('tlsCert')} and ${spellOption('tlsKey')} go together: one of them is missing.`);
  }
  return { kind: 'https', certificateFile: resolve(certificateFile ?? ''), keyFile: resolve(keyFile ?? '') };
}

function undecided(host: string): string {
  return `On ${host}, passwords and access tokens would cross the network readable: give a certificate with --tls-cert and --tls-key, or --behind-proxy where a proxy in front speaks TLS, or --insecure-http where everybody on the network may read them.`;
}

/** Without them, all requests would come from one address: a stranger's guesses would count against everybody. */
function checkProxy(read: Reader, problems: string[]): void {
  if (read.text('trustedProxies') !== undefined) return;
  problems.push(
    `${spellOption('behindProxy')} wants --trusted-proxies besides, because everybody would otherwise have the address of the proxy, and one stranger could slow down all: give the proxy's address, like --trusted-proxies loopback.`,
  );
}

function contradiction(isInsecure: boolean): string {
  return isInsecure
    ? `${spellOption('publicUrl')} begins with https://, and ${spellOption('insecureHttp')} says that nobody speaks TLS: give --behind-proxy in its place where a proxy in front does.`
    : `${spellOption('publicUrl')} begins with http://, and this server is to be reached by TLS: let it begin with https://.`;
}
