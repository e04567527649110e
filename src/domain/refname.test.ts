import { expect, test } from 'vitest';
import { normaliseRefname } from './refname.ts';

test.each([
  ['main', 'main'],
  ['refs/heads/feature/x', 'feature/x'],
  ['refs/tags/v1', 'refs/tags/v1'],
  ['refs/heads/', undefined],
  ['', undefined],
])('normaliseRefname(%j) is %j', (sent, bare) => {
  expect(normaliseRefname(sent)).toBe(bare);
});
