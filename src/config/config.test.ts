import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseConfig } from './config.ts';
import { readEnvironment } from './environment.ts';
import { parseMoveConfig } from './move-config.ts';
import { parseStoreConfig } from './store-config.ts';

const none = { flags: {}, environment: {} };

describe('parseConfig', () => {
  test('needs nothing', () => {
    expect(parseConfig('dev', none)).toEqual({
      mode: 'dev',
      host: '127.0.0.1',
      port: 4020,
      store: { kind: 'sqlite', dataDirectory: resolve('signalbox-data') },
      transport: { kind: 'http', isExposed: false },
      isReachedByTls: false,
      publicUrl: undefined,
      trustedProxies: [],
      rateLimits: { perToken: undefined, perAddress: undefined },
      strict: false,
      bitbucketScopes: false,
      sharedStatuses: true,
      oidc: undefined,
      logLevel: 'warn',
    });
  });

  test('lets flags win over the environment, and that over defaults', () => {
    const environment = readEnvironment({ SIGNALBOX_PORT: '5000', SIGNALBOX_HOST: 'localhost', SIGNALBOX_STRICT: '1' });

    expect(parseConfig('dev', { flags: { port: '0' }, environment })).toMatchObject({
      port: 0,
      host: 'localhost',
      strict: true,
    });
  });

  test('takes the memory, and a public url with or without its last slash', () => {
    const flags = { memory: true, publicUrl: 'https://builds.example.com/' };

    expect(parseConfig('dev', { flags, environment: {} })).toMatchObject({
      store: { kind: 'memory' },
      publicUrl: 'https://builds.example.com',
    });
  });

  test.each([
    ['port', { port: '65536' }, '--port (SIGNALBOX_PORT) is a number from 0 to 65535'],
    ['port', { port: '-1' }, '--port'],
    ['port', { port: 'http' }, '--port'],
    ['publicUrl', { publicUrl: 'builds.example.com' }, '--public-url'],
    ['publicUrl', { publicUrl: 'https://x.test/path' }, 'origin without a path'],
    ['logLevel', { logLevel: 'loud' }, 'one of debug, info, warn, error, silent'],
    ['strict', { strict: 'maybe' }, 'SIGNALBOX_STRICT is 1 or 0'],
    ['databaseUrl', { databaseUrl: 'mysql://localhost/x' }, 'postgres://user:password@host:5432/database'],
    ['databaseUrl', { memory: true, databaseUrl: 'postgres://localhost/x' }, 'exclude each other'],
    ['databasePoolSize', { databaseUrl: 'postgres://h/x', databasePoolSize: '1' }, 'from 2 to 9999, not'],
    ['databaseLockTimeout', { databaseUrl: 'postgres://h/x', databaseLockTimeout: '-1' }, 'a number of seconds, not'],
  ])('refuses a bad %s', (_, flags, message) => {
    expect(() => parseConfig('dev', { flags, environment: {} })).toThrow(message);
  });

  test.each([
    ['10.0.0.7', ['10.0.0.7/32']],
    ['10.0.0.0/8, fd00::/8,2001:db8::1', ['10.0.0.0/8', 'fd00::/8', '2001:db8::1/128']],
    ['loopback', ['127.0.0.0/8', '::1/128']],
    ['::1,linklocal', ['::1/128', '169.254.0.0/16', 'fe80::/10']],
    ['uniquelocal', ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7']],
  ])('takes %s for the proxies to trust', (trustedProxies, ranges) => {
    expect(parseConfig('dev', { flags: { trustedProxies }, environment: {} }).trustedProxies).toEqual(ranges);
  });

  test.each([
    'proxy.example.com',
    '10.0.0',
    '10.0.0.0/33',
    '0.0.0.0/0',
    '::/0',
    '::1/129',
    '10.0.0.0/',
    '10.0.0.0/255.0.0.0',
    'fe80::1%eth0',
    'true',
    'constructor',
    '10.0.0.1,',
    '10.0.0.1 10.0.0.2',
  ])('refuses %s for the proxies to trust', (trustedProxies) => {
    expect(() => parseConfig('dev', { flags: { trustedProxies }, environment: {} })).toThrow(
      /^--trusted-proxies \(SIGNALBOX_TRUSTED_PROXIES\) is a list/,
    );
  });

  test('names every problem at once', () => {
    const flags = { port: 'x', publicUrl: 'y', trustedProxies: '?', logLevel: 'z' };

    expect(() => parseConfig('dev', { flags, environment: {} })).toThrow(
      /^--port.*\n--public-url.*\n--trusted-proxies.*\n--log-level/,
    );
  });

  test.each(['0.0.0.0', '::', '10.0.0.1', 'example.org', '127.example.org'])('keeps dev away from %s', (host) => {
    expect(() => parseConfig('dev', { flags: { host }, environment: {} })).toThrow('signalbox serve');
  });

  test.each(['127.0.0.1', '127.3.2.1', '::1', 'localhost'])('lets dev listen on %s', (host) => {
    expect(parseConfig('dev', { flags: { host }, environment: {} }).host).toBe(host);
  });
});

test('takes an empty flag for an absent one', () => {
  const environment = readEnvironment({ SIGNALBOX_HOST: 'localhost' });

  expect(parseConfig('dev', { flags: { host: '', data: '' }, environment })).toMatchObject({
    host: 'localhost',
    store: { dataDirectory: resolve('signalbox-data') },
  });
});

test('forgets nothing in memory but in development', () => {
  const given = { flags: {}, environment: readEnvironment({ SIGNALBOX_MEMORY: '1' }) };

  expect(() => parseConfig('serve', given)).toThrow('for signalbox dev');
  expect(() => parseStoreConfig(given)).toThrow('for signalbox dev');
});

test('parseStoreConfig reads what concerns the store alone', () => {
  expect(parseStoreConfig({ flags: { data: '/srv/x' }, environment: { port: 'nonsense' } })).toEqual({
    kind: 'sqlite',
    dataDirectory: '/srv/x',
  });
});

test('a database address takes the place of the data directory', () => {
  const flags = { databaseUrl: 'postgresql://u:p@db.test:6432/builds?sslmode=verify-full', databaseLockTimeout: '0.5' };

  expect(parseConfig('serve', { flags, environment: {} }).store).toEqual({
    kind: 'postgres',
    url: flags.databaseUrl,
    poolSize: 10,
    statementTimeoutMs: 30_000,
    lockTimeoutMs: 500,
  });
});

test('moves nothing onto itself', () => {
  const flags = { from: 'sqlite:./x', to: 'sqlite:x' };

  expect(() => parseMoveConfig({ flags, environment: {} })).toThrow('are the same place');
  expect(parseMoveConfig({ flags: { from: 'ndjson:-', to: 'ndjson:-' }, environment: {} }).to.kind).toBe('ndjson');
});

test('repeats no password of a database address that it refuses', () => {
  const flags = { databaseUrl: 'postgres:/u:secret@h/x' };

  expect(() => parseConfig('serve', { flags, environment: {} })).toThrow(/^(?!.*secret)/);
});
