import { expect, test } from 'vitest';
import type { BranchRestriction, BranchType } from './branch-restriction.ts';
import { coversBranch } from './covers-branch.ts';

const any = { id: 1, kind: 'force', users: [], groups: [] } as const;
const byPattern = (pattern: string): BranchRestriction => ({ ...any, branchMatchKind: 'glob', pattern });
const byType = (branchType: BranchType): BranchRestriction => ({
  ...any,
  branchMatchKind: 'branching_model',
  branchType,
  pattern: '',
});

const covers = (restriction: BranchRestriction, branch: string) =>
  coversBranch(restriction, { branch, mainBranch: 'trunk' });

test.each([
  ['main', 'main', true],
  ['*', 'a/b/c', true],
  ['release/*', 'release/1/2', true],
  ['foo*', 'foobar', true],
  ['foo*', 'barfoo', false],
  ['release/?', 'release/1', false],
])('the pattern %s, of %s: %s', (pattern, branch, expected) => {
  expect(covers(byPattern(pattern), branch)).toBe(expected);
});

test.each<[BranchType, string, boolean]>([
  ['feature', 'feature/a', true],
  ['bugfix', 'bugfix/a/b', true],
  ['release', 'release/1', true],
  ['hotfix', 'hotfix/1', true],
  ['feature', 'bugfix/a', false],
  ['feature', 'feature', false],
  ['development', 'trunk', true],
  ['development', 'main', false],
  ['production', 'trunk', false],
])('branches of the type %s, of %s: %s', (type, branch, expected) => {
  expect(covers(byType(type), branch)).toBe(expected);
});
