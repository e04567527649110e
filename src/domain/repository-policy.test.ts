import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describePolicyChange, describeSilence, formatDuration, parsePolicyDuration } from './repository-policy.ts';

const minute = 60_000_000;
const hour = 60 * minute;
const day = 24 * hour;

describe('a duration of a policy', () => {
  test.each([
    ['inProgressTimeout', '1m', minute],
    ['inProgressTimeout', '60s', minute],
    ['inProgressTimeout', '2h', 2 * hour],
    ['historyRetention', '1d', day],
    ['historyRetention', '24h', day],
    ['historyRetention', '36500d', 36_500 * day],
  ] as const)('of %s may be %s', (member, text, expected) => {
    expect(parsePolicyDuration(member, text)).toBe(expected);
  });

  test.each([
    ['inProgressTimeout', '59s'],
    ['inProgressTimeout', '0m'],
    ['historyRetention', '23h'],
    ['historyRetention', '36501d'],
    ['historyRetention', '9999999d'],
    ['historyRetention', '90'],
    ['historyRetention', '-1d'],
    ['historyRetention', '1.5d'],
    ['historyRetention', 'd'],
    ['historyRetention', ''],
    ['historyRetention', 'off'],
  ] as const)('of %s may not be %s', (member, text) => {
    expect(() => parsePolicyDuration(member, text)).toThrow('at least');
  });

  test('is told as it was said, or shorter', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9999 }), fc.constantFrom('m', 'h'), (count, unit) => {
        const told = formatDuration(parsePolicyDuration('inProgressTimeout', `${count}${unit}`));
        expect(parsePolicyDuration('inProgressTimeout', told)).toBe(
          parsePolicyDuration('inProgressTimeout', `${count}${unit}`),
        );
        expect(told.length).toBeLessThanOrEqual(`${count}${unit}`.length);
      }),
    );
    expect([minute, 90 * minute, 36 * hour, 90 * day].map(formatDuration)).toEqual(['1m', '90m', '36h', '90d']);
  });
});

test('a change tells what is other than before, and what it was', () => {
  const before = { inProgressTimeout: hour, historyRetention: day };

  expect(describePolicyChange(before, { ...before, inProgressTimeout: undefined })).toEqual({
    in_progress_timeout: null,
    old_in_progress_timeout: '1h',
  });
  expect(describePolicyChange({}, { historyRetention: day })).toEqual({
    history_retention: '1d',
    old_history_retention: null,
  });
});

test('a build without news says since when, and by which rule it was stopped', () => {
  expect(describeSilence(1_735_787_045_678_901, 2 * hour)).toBe(
    'Nobody has reported since 2025-01-02 03:04:05 UTC: stopped by the in-progress timeout of 2h.',
  );
});
