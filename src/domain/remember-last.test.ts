import { expect, test, vi } from 'vitest';
import { rememberLast } from './remember-last.ts';

test('computes when it is asked something else than the last time, and only then', () => {
  const compute = vi.fn((text: string | undefined) => `${text}!`);
  const remembering = rememberLast(compute);

  const results = ['a', 'a', undefined, undefined, 'a'].map((text) => remembering(text));

  expect(results).toEqual(['a!', 'a!', 'undefined!', 'undefined!', 'a!']);
  expect(compute).toHaveBeenCalledTimes(3);
});
