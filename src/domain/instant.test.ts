import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSystemClock, formatInstant } from './instant.ts';

test.each([
  [0, '1970-01-01T00:00:00.000000+00:00'],
  [1_735_787_045_678_901, '2025-01-02T03:04:05.678901+00:00'],
  [1_735_787_045_000_001, '2025-01-02T03:04:05.000001+00:00'],
])('formatInstant(%d) is %s', (instant, text) => {
  expect(formatInstant(instant)).toBe(text);
});

test('formatInstant keeps every microsecond and sorts as the instants do', () => {
  const instants = fc.integer({ min: 0, max: Date.UTC(2200, 0) * 1000 });
  fc.assert(
    fc.property(instants, instants, (a, b) => {
      const [textA, textB] = [formatInstant(a), formatInstant(b)];
      expect(Date.parse(textA) * 1000 + Number(textA.slice(23, 26))).toBe(a);
      expect(Math.sign(textA.localeCompare(textB))).toBe(Math.sign(a - b));
    }),
  );
});

test('the system clock tells the present, and never the same instant twice', () => {
  const clock = createSystemClock();

  const instants = Array.from({ length: 1000 }, () => clock.now());

  expect(new Set(instants).size).toBe(1000);
  expect(instants).toEqual(instants.toSorted((a, b) => a - b));
  expect(Math.abs((instants[0] ?? 0) / 1000 - Date.now())).toBeLessThan(60_000);
});
