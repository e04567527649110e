import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatInstant } from '../domain/instant.ts';
import { parseInstant } from './parse-instant.ts';

test.each([
  ['1970-01-01', 0],
  ['2025-01-02T03:04:05.678901Z', 1_735_787_045_678_901],
  ['2025-01-02T03:04:05.678901', 1_735_787_045_678_901],
  ['2025-01-02t03:04:05.678901z', 1_735_787_045_678_901],
  ['2025-01-02T05:04:05.678901+02:00', 1_735_787_045_678_901],
  ['2025-01-02T05:04:05.678901+0200', 1_735_787_045_678_901],
  ['2025-01-01T19:34:05.678901-07:30', 1_735_787_045_678_901],
  ['2025-01-02T03:04:05.678901999Z', 1_735_787_045_678_901],
  ['2025-01-02T03:04:05.6', 1_735_787_045_600_000],
  ['2025-01-02T03:04:05', 1_735_787_045_000_000],
  ['2025-01-02T03:04Z', 1_735_787_040_000_000],
  ['2025-01-02T03:04+00:00', 1_735_787_040_000_000],
  ['2025-01-02', 1_735_776_000_000_000],
  ['2024-02-29', 1_709_164_800_000_000],
  ['1969-12-31T23:59:59.999999', -1],
  ['9999-12-31', Number.MAX_SAFE_INTEGER],
  ['0000-01-01', Number.MIN_SAFE_INTEGER],
])('parseInstant(%s) is %d', (text, instant) => {
  expect(parseInstant(text)).toBe(instant);
});

test.each([
  '2025-02-30',
  '2025-02-29',
  '2025-13-01',
  '2025-00-10',
  '2025-01-00',
  '2025-01-01T24:00',
  '2025-01-01T23:60',
  '2025-01-01T23:59:60',
  '2025-01-01T00:00+24:00',
  '2025-01-01T00:00+00:60',
])('parseInstant refuses %s, which does not exist', (text) => {
  expect(() => parseInstant(text)).toThrow(`q: There is no such day or time as '${text}'.`);
});

test.each([
  '',
  'yesterday',
  '2025-1-5',
  '2025-01',
  '20250105',
  '2025-01-01T',
  '2025-01-01T10',
  '2025-01-01T10:00:00.',
  '2025-01-01T10:00:00.1234567890',
  '2025-01-01Z',
  '2025-01-01 10:00',
  ' 2025-01-01',
  '2025-01-01T10:00+2',
])('parseInstant refuses %j, which is no date', (text) => {
  expect(() => parseInstant(text)).toThrow(`q: '${text}' is not a date such as`);
});

test('parseInstant reads every instant that formatInstant writes', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), (instant) => {
      expect(parseInstant(formatInstant(instant))).toBe(instant);
    }),
  );
});
