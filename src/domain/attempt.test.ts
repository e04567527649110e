import { expect, test } from 'vitest';
import { durationOf } from './attempt.ts';

test.each([
  ['from beginning to end, with fractions', 1_000_000, 2_500_001, 1.500001],
  ['at once', 5, 5, 0],
  ['without a beginning', undefined, 5, undefined],
  ['without an end', 5, undefined, undefined],
  ['with a beginning that was told after the end', 6, 5, undefined],
])('an attempt takes as long as it does: %s', (_, startedOn, finishedOn, duration) => {
  expect(durationOf({ startedOn, finishedOn })).toBe(duration);
});
