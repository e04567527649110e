import { expect, test } from 'vitest';
import type { GivenOptions } from './options.ts';
import { parseWaitConfig } from './wait-config.ts';

const remote = { server: 'http://127.0.0.1:4020', repository: 'acme/widgets' };

function parse(flags: GivenOptions, environment: GivenOptions = {}) {
  return parseWaitConfig({ flags: { ...remote, ...flags }, environment });
}

test('a commit, a branch or a pull request is waited for, half an hour at most unless told', () => {
  expect(parse({ commit: 'ABCDEF1' })).toEqual({
    server: 'http://127.0.0.1:4020',
    repository: { workspace: 'acme', slug: 'widgets' },
    target: { kind: 'commit', commit: 'abcdef1' },
    keys: [],
    timeoutMs: 1_800_000,
    failsFast: false,
  });
  expect(parse({ branch: 'feature/x', timeout: '90s' })).toMatchObject({
    target: { kind: 'branch', name: 'feature/x' },
    timeoutMs: 90_000,
  });
  expect(parse({ pullRequest: '7', failFast: true })).toMatchObject({
    target: { kind: 'pull_request', id: 7 },
    failsFast: true,
  });
});

test('keys are given one on each line, each once', () => {
  expect(parse({ branch: 'main', key: 'ci/unit\nci/a b\nci/unit' }).keys).toEqual(['ci/unit', 'ci/a b']);
  expect(parse({ branch: 'main' }, { key: 'a\n\nb\n' }).keys).toEqual(['a', 'b']);
});

test('a target on the command line takes the place of any in the environment', () => {
  expect(parse({ commit: 'abcdef1' }, { branch: 'main' }).target).toEqual({ kind: 'commit', commit: 'abcdef1' });
  expect(parse({}, { pullRequest: '7' }).target).toEqual({ kind: 'pull_request', id: 7 });
});

const oneOf =
  'Give exactly one of --commit (SIGNALBOX_COMMIT), --branch (SIGNALBOX_BRANCH), --pull-request (SIGNALBOX_PULL_REQUEST).';

test.each<[GivenOptions, string]>([
  [{}, oneOf],
  [{ commit: 'abcdef1', branch: 'main' }, oneOf],
  [
    { commit: 'main' },
    "--commit (SIGNALBOX_COMMIT) is a hash, whole or its first 7 hexadecimal digits or more, not 'main'.",
  ],
  [{ pullRequest: '#7' }, "--pull-request (SIGNALBOX_PULL_REQUEST) is the number of a pull request, not '#7'."],
  [
    { branch: 'main', timeout: '30' },
    "--timeout (SIGNALBOX_TIMEOUT) is a time like 90s, 30m, 2h or 1d, 7d at most, not '30'.",
  ],
  [
    { branch: 'main', timeout: '8d' },
    "--timeout (SIGNALBOX_TIMEOUT) is a time like 90s, 30m, 2h or 1d, 7d at most, not '8d'.",
  ],
])('%j is refused', (flags, message) => {
  expect(() => parse(flags)).toThrow(expect.objectContaining({ message }));
});

test('more keys than the server takes are refused', () => {
  const key = Array.from({ length: 101 }, (_, index) => index).join('\n');

  expect(() => parse({ branch: 'main', key })).toThrow('is given at most 100 times');
});
