import { expect, test } from 'vitest';
import { parseDuration } from './parse-duration.ts';

test.each([
  ['0s', 0],
  ['90s', 90_000],
  ['30m', 1_800_000],
  ['2h', 7_200_000],
  ['1d', 86_400_000],
  ['', undefined],
  ['30', undefined],
  ['m', undefined],
  ['-1m', undefined],
  ['1.5h', undefined],
  ['30 m', undefined],
  ['1M', undefined],
  ['1m30s', undefined],
  ['99999999s', undefined],
])('%j is %s milliseconds', (text, milliseconds) => {
  expect(parseDuration(text)).toBe(milliseconds);
});
