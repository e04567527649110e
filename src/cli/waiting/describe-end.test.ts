import { expect, test } from 'vitest';
import type { GivenOptions } from '../../config/options.ts';
import { parseWaitConfig } from '../../config/wait-config.ts';
import { buildStates } from '../../domain/build-state.ts';
import { combineStatuses } from '../../domain/combined-status.ts';
import type { Look } from './await-builds.ts';
import { describeEnd, verdictOf } from './describe-end.ts';

const hash = 'c0ffee'.padEnd(40, '0');

function end(target: GivenOptions, statuses: string, wanted: readonly string[] = []): readonly [string, string] {
  const flags = { server: 'http://127.0.0.1:4020', repository: 'acme/widgets', ...target };
  const config = parseWaitConfig({ flags, environment: {} });
  const reported = statuses.split(' ').flatMap((word) => {
    const [key = '', text] = word.split(':');
    const state = buildStates.find((one) => one === text);
    return state === undefined ? [] : [{ key, state, voided: undefined }];
  });
  const combined = { ...combineStatuses(reported, wanted), commit: hash, raw: {} };
  const look: Look = { target: { commit: hash }, combined };
  return [verdictOf(look), describeEnd(look, config)];
}

const commit = { commit: hash };

test.each<[GivenOptions, string, readonly string[], string, string]>([
  [commit, 'a:SUCCESSFUL', [], 'green', 'Green: the build of commit c0ffee000000 passed.'],
  [commit, 'a:SUCCESSFUL b:SUCCESSFUL', [], 'green', 'Green: all 2 builds of commit c0ffee000000 passed.'],
  [{ branch: 'main' }, 'a:FAILED b:INPROGRESS', [], 'red', 'Red: a of branch main (c0ffee000000) failed.'],
  [{ pullRequest: '7' }, 'a:STOPPED', [], 'red', 'Red: a of pull request 7 (c0ffee000000) stopped.'],
  [commit, 'a:INPROGRESS', [], 'undecided', 'Undecided: a of commit c0ffee000000 still runs.'],
  [commit, 'a:INPROGRESS b:INPROGRESS', [], 'undecided', 'Undecided: a, b of commit c0ffee000000 still run.'],
  [commit, '', [], 'undecided', 'Undecided: nothing of commit c0ffee000000 has been reported.'],
  [commit, 'a:SUCCESSFUL', ['a', 'b'], 'undecided', 'Undecided: b of commit c0ffee000000 has not been reported.'],
  [
    commit,
    '1:FAILED 2:FAILED 3:FAILED 4:FAILED 5:FAILED 6:FAILED 7:FAILED',
    [],
    'red',
    'Red: 1, 2, 3, 4, 5 and 2 more of commit c0ffee000000 failed.',
  ],
])('of %j: %s, asked for %j, is %s', (target, statuses, wanted, verdict, text) => {
  expect(end(target, statuses, wanted)).toEqual([verdict, text]);
});

test('what is not known yet is undecided', () => {
  const flags = { server: 'http://127.0.0.1:4020', repository: 'acme/widgets', branch: 'main' };
  const look = { target: {} };

  expect(verdictOf(look)).toBe('undecided');
  expect(describeEnd(look, parseWaitConfig({ flags, environment: {} }))).toBe(
    'Undecided: branch main is not known yet.',
  );
});
