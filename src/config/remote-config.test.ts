import { expect, test } from 'vitest';
import { readToken } from './environment.ts';
import { parseRemoteConfig } from './remote-config.ts';

const given = (flags: Readonly<Record<string, string>>, environment: Readonly<Record<string, string>> = {}) =>
  parseRemoteConfig({ flags, environment });

test('a server and a repository are taken from flags, or from the environment', () => {
  const config = { server: 'https://builds.example.com', repository: { workspace: 'acme', slug: 'widgets' } };

  expect(given({ server: 'https://builds.example.com/', repository: 'acme/widgets' })).toEqual(config);
  expect(given({ repository: 'acme/widgets' }, { server: 'https://builds.example.com' })).toEqual(config);
});

test('everything that is wrong is told at once', () => {
  expect(() => given({})).toThrow(
    '--server (SIGNALBOX_SERVER) is missing.\n--repository (SIGNALBOX_REPOSITORY) is missing.',
  );
  expect(() => given({ server: 'builds.example.com', repository: 'widgets' })).toThrow(
    "--server (SIGNALBOX_SERVER) is an origin without a path, like https://builds.example.com, not 'builds.example.com'.\n--repository (SIGNALBOX_REPOSITORY) is WORKSPACE/SLUG, like acme/widgets, not 'widgets'.",
  );
});

test('the token is in the environment alone, and an empty one is none', () => {
  expect(readToken({ SIGNALBOX_TOKEN: 'sbx_a' })).toBe('sbx_a');
  expect(readToken({ SIGNALBOX_TOKEN: '' })).toBeUndefined();
  expect(readToken({})).toBeUndefined();
});
