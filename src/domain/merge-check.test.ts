import { describe, expect, test } from 'vitest';
import type { BranchRestriction } from './branch-restriction.ts';
import type { BuildState } from './build-state.ts';
import type { ReportedStatus } from './combined-status.ts';
import { checkMerge, type MergeResult } from './merge-check.ts';

const states: Readonly<Record<string, BuildState>> = {
  ok: 'SUCCESSFUL',
  bad: 'FAILED',
  run: 'INPROGRESS',
  off: 'STOPPED',
};

/** `ci/unit:ok ci/lint:bad`; with `!` in front, voided. */
function reported(text: string): readonly ReportedStatus[] {
  return text
    .split(' ')
    .filter(Boolean)
    .map((one) => {
      const [key = '', state = ''] = one.replace('!', '').split(':');
      return {
        key,
        state: states[state] ?? 'FAILED',
        ...(one.startsWith('!') && { voided: { reason: 'flaky', on: 1 } }),
      };
    });
}

const atLeast = (value: number): BranchRestriction => ({
  id: 1,
  kind: 'require_passing_builds_to_merge',
  branchMatchKind: 'glob',
  pattern: 'main',
  value,
  users: [],
  groups: [],
});

describe('passing builds, as Bitbucket counts them', () => {
  test.each<[number, string, MergeResult, string, string | undefined]>([
    [1, 'a:ok', 'passed', '1 of at least 1 build has passed.', undefined],
    [1, 'a:ok b:ok', 'passed', '2 of at least 1 build have passed.', undefined],
    [2, 'a:ok b:ok c:off', 'passed', '2 of at least 2 builds have passed; c was stopped.', undefined],
    [2, '', 'missing', '0 of at least 2 builds have passed.', 'Report 2 more builds as SUCCESSFUL on this commit.'],
    [
      2,
      'a:ok b:off',
      'missing',
      '1 of at least 2 builds has passed; b was stopped.',
      'Report 1 more build as SUCCESSFUL on this commit.',
    ],
    [
      1,
      'a:ok b:bad',
      'failed',
      '1 of at least 1 build has passed; b failed.',
      'Run b again and report it as SUCCESSFUL on this commit.',
    ],
    [1, 'a:ok b:run', 'pending', '1 of at least 1 build has passed; b is in progress.', 'Wait for b to finish.'],
    [
      4,
      'a:ok b:bad c:run',
      'failed',
      '1 of at least 4 builds has passed; b failed; c is in progress.',
      'Run b again and report it as SUCCESSFUL on this commit. Wait for c to finish. Report 1 more build as SUCCESSFUL on this commit.',
    ],
    [1, 'a:ok !b:bad !c:run', 'passed', '1 of at least 1 build has passed.', undefined],
    [1, '!a:ok', 'missing', '0 of at least 1 build have passed.', 'Report 1 more build as SUCCESSFUL on this commit.'],
  ])('%i of %j: %s', (value, text, result, reason, remedy) => {
    const checked = checkMerge(reported(text), { passingBuilds: [atLeast(value)], requiredBuilds: [] });

    expect(checked.result).toBe(result);
    expect(checked.checks).toEqual([
      expect.objectContaining({ kind: 'require_passing_builds_to_merge', pattern: 'main', result, reason, remedy }),
    ]);
    expect(checked.checks[0]?.required).toBe(value);
  });

  test('of a branching model are named by the type of branches', () => {
    const restriction = {
      ...atLeast(1),
      branchMatchKind: 'branching_model',
      branchType: 'release',
      pattern: '',
    } as const;

    const { checks } = checkMerge([], { passingBuilds: [restriction], requiredBuilds: [] });

    expect(checks[0]?.pattern).toBe('release');
  });
});

describe('required builds', () => {
  test.each<[string, string, MergeResult, string, string | undefined]>([
    ['ci/unit', 'ci/unit:ok other:bad', 'passed', '1 of 1 required build has passed.', undefined],
    ['ci/*', 'ci/a:ok ci/b:ok', 'passed', '1 of 1 required build has passed.', undefined],
    [
      'ci/unit ci/lint ci/e2e',
      'ci/unit:bad ci/lint:ok ci/e2e:ok',
      'failed',
      '2 of 3 required builds have passed; ci/unit failed.',
      'Run ci/unit again and report it as SUCCESSFUL on this commit.',
    ],
    [
      'ci/unit',
      'ci/unit:off',
      'failed',
      '0 of 1 required build has passed; ci/unit was stopped.',
      'Run ci/unit again and report it as SUCCESSFUL on this commit.',
    ],
    [
      'ci/*',
      'ci/a:ok ci/b:run ci/c:run',
      'pending',
      '0 of 1 required build has passed; ci/b and ci/c are in progress.',
      'Wait for ci/b and ci/c to finish.',
    ],
    [
      'ci/unit ci/lint',
      'ci/lint:ok',
      'missing',
      '1 of 2 required builds have passed; ci/unit has not been reported.',
      'Report ci/unit as SUCCESSFUL on this commit.',
    ],
    [
      'a b c d',
      'a:bad b:off c:run',
      'failed',
      '0 of 4 required builds have passed; a failed; b was stopped; c is in progress; d has not been reported.',
      'Run a and b again and report them as SUCCESSFUL on this commit. Wait for c to finish. Report d as SUCCESSFUL on this commit.',
    ],
    [
      'x',
      '!x:ok',
      'missing',
      '0 of 1 required build has passed; x has not been reported.',
      'Report x as SUCCESSFUL on this commit.',
    ],
    [
      'k*',
      'k1:bad k2:bad k3:bad k4:bad k5:bad k6:bad k7:bad',
      'failed',
      '0 of 1 required build has passed; k1, k2, k3, k4, k5 and 2 more failed.',
      'Run k1, k2, k3, k4, k5 and 2 more again and report them as SUCCESSFUL on this commit.',
    ],
  ])('%s, of %j: %s', (keys, text, result, reason, remedy) => {
    const rule = { branch: 'release/*', keys: keys.split(' ') };

    const checked = checkMerge(reported(text), { passingBuilds: [], requiredBuilds: [rule] });

    expect(checked.result).toBe(result);
    expect(checked.checks).toEqual([
      expect.objectContaining({ kind: 'required_builds', pattern: 'release/*', result, reason, remedy }),
    ]);
  });

  test('tell what counted, in the order of the keys, and what is missing', () => {
    const rule = { branch: 'main', keys: ['ci/*', 'lint', 'ci/b'] };

    const { checks } = checkMerge(reported('ci/b:bad other:ok ci/a:ok'), { passingBuilds: [], requiredBuilds: [rule] });

    expect(checks[0]).toMatchObject({
      required: 3,
      requiredKeys: rule.keys,
      missing: ['lint'],
      keys: [
        { key: 'ci/a', state: 'SUCCESSFUL' },
        { key: 'ci/b', state: 'FAILED' },
      ],
    });
  });
});

describe('all checks together', () => {
  test.each<[string, MergeResult]>([
    ['a:ok b:ok', 'passed'],
    ['a:ok', 'missing'],
    ['a:run', 'pending'],
    ['a:run b:off', 'failed'],
  ])('%s: the worst is the result, %s', (text, result) => {
    const requiredBuilds = ['a', 'b'].map((key) => ({ branch: 'main', keys: [key] }));

    expect(checkMerge(reported(text), { passingBuilds: [], requiredBuilds }).result).toBe(result);
  });

  test('pass when there are none, whatever was reported; the combined status is told beside them', () => {
    const checked = checkMerge(reported('a:bad'), { passingBuilds: [], requiredBuilds: [] });

    expect([checked.result, checked.checks, checked.combined.state]).toEqual(['passed', [], 'FAILED']);
  });
});
