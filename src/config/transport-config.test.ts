import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseConfig } from './config.ts';
import { readEnvironment } from './environment.ts';
import type { GivenOptions } from './options.ts';

const network = { host: '0.0.0.0' };
const files = { tlsCert: '/etc/tls/server.crt', tlsKey: 'server.key' };
const secureUrl = { publicUrl: 'https://builds.example.com' };
const plainUrl = { publicUrl: 'http://builds.example.com' };
const trusted = { trustedProxies: '10.0.0.7' };

const http = { kind: 'http', isExposed: false };
const exposed = { kind: 'http', isExposed: true };
const https = { kind: 'https', certificateFile: files.tlsCert, keyFile: resolve(files.tlsKey) };

function parse(flags: GivenOptions, mode: 'dev' | 'serve' = 'serve') {
  const { transport, isReachedByTls } = parseConfig(mode, { flags, environment: {} });
  return { transport, isReachedByTls };
}

describe('signalbox serve', () => {
  test.each<[string, GivenOptions, object, boolean]>([
    ['a certificate', { ...network, ...files }, https, true],
    ['a certificate and its url', { ...network, ...files, ...secureUrl }, https, true],
    ['a certificate, behind a proxy that speaks TLS with it', { ...network, ...files, ...trusted }, https, true],
    ['a proxy, its address and its url', { ...network, behindProxy: true, ...trusted, ...secureUrl }, http, true],
    ['a proxy and its address', { ...network, behindProxy: true, ...trusted }, http, true],
    ['plain HTTP', { ...network, insecureHttp: true }, exposed, false],
    ['plain HTTP and its url', { ...network, insecureHttp: true, ...plainUrl }, exposed, false],
    ['plain HTTP behind a proxy', { ...network, insecureHttp: true, ...trusted }, exposed, false],
  ])('is reached from other machines with %s', (_, flags, transport, isReachedByTls) => {
    expect(parse(flags)).toEqual({ transport, isReachedByTls });
  });

  test.each<[string, GivenOptions, object, boolean]>([
    ['nothing', {}, http, false],
    ['a url', plainUrl, http, false],
    ['a url of a proxy that speaks TLS', secureUrl, http, true],
    ['a proxy', { behindProxy: true, ...trusted }, http, true],
    ['a certificate', files, https, true],
    ['plain HTTP, which leaves the machine nowhere', { insecureHttp: true }, http, false],
  ])('is reached from this machine with %s', (_, flags, transport, isReachedByTls) => {
    expect(parse(flags)).toEqual({ transport, isReachedByTls });
  });

  test.each<[string, GivenOptions]>([
    ['nothing', {}],
    ['a url alone', secureUrl],
    ['a proxy to trust alone', trusted],
    ['both of them', { ...secureUrl, ...trusted }],
  ])('is not reached from other machines with %s', (_, flags) => {
    expect(() => parse({ host: '10.0.0.1', ...flags })).toThrow(
      /^On 10\.0\.0\.1, passwords .*--tls-cert and --tls-key.*--behind-proxy.*--insecure-http[^\n]*\.$/,
    );
  });

  const exclusion = /^--behind-proxy .*, --tls-cert .* exclude each other: leave out all but one\.$/;
  const half = /^--tls-cert \(SIGNALBOX_TLS_CERT\) and --tls-key \(SIGNALBOX_TLS_KEY\) go together/;
  const wrongUrl = /^--public-url \(SIGNALBOX_PUBLIC_URL\) begins with http/;

  test.each<[string, GivenOptions, RegExp]>([
    ['a certificate without its key', { tlsCert: 'x' }, half],
    ['a key without its certificate', { tlsKey: 'x' }, half],
    ['a certificate and plain HTTP', { ...files, insecureHttp: true }, exclusion],
    ['a certificate and a proxy that has one', { ...files, behindProxy: true, ...trusted }, exclusion],
    ['a proxy that speaks TLS and plain HTTP', { behindProxy: true, insecureHttp: true, ...trusted }, exclusion],
    ['all three', { ...files, behindProxy: true, insecureHttp: true, ...trusted }, exclusion],
    ['a proxy of which nothing is known', { behindProxy: true }, /^--behind-proxy .* wants --trusted-proxies besides/],
    ['a certificate and a url without TLS', { ...files, ...plainUrl }, wrongUrl],
    ['a proxy that speaks TLS and a url without', { behindProxy: true, ...trusted, ...plainUrl }, wrongUrl],
    ['plain HTTP and a url with TLS', { insecureHttp: true, ...secureUrl }, wrongUrl],
  ])('refuses %s in one sentence', (_, flags, problem) => {
    for (const host of ['0.0.0.0', '127.0.0.1']) {
      expect(() => parse({ host, ...flags })).toThrow(problem);
      expect(() => parse({ host, ...flags })).toThrow(/^[^\n]+\.$/);
    }
  });

  test('takes switches from the environment, and minds what they say', () => {
    const parseEnvironment = (value: string) =>
      parseConfig('serve', { flags: network, environment: readEnvironment({ SIGNALBOX_INSECURE_HTTP: value }) });

    expect(parseEnvironment('1').transport).toEqual(exposed);
    expect(() => parseEnvironment('0')).toThrow('On 0.0.0.0');
    expect(() => parseEnvironment('maybe')).toThrow('SIGNALBOX_INSECURE_HTTP is 1 or 0');
  });
});

describe('signalbox dev', () => {
  test('speaks plain HTTP, whatever the environment says for others', () => {
    expect(parse(files, 'dev')).toEqual({ transport: http, isReachedByTls: false });
  });

  test('knows when a proxy speaks TLS for it', () => {
    expect(parse(secureUrl, 'dev')).toEqual({ transport: http, isReachedByTls: true });
  });
});
