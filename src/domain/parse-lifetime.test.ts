import { expect, test } from 'vitest';
import { formatInstant } from './instant.ts';
import { parseLifetime } from './parse-lifetime.ts';

const now = Date.parse('2026-11-24T12:00:00Z') * 1000;

test.each([
  ['12h', '2026-11-25T00:00:00'],
  ['90d', '2027-02-22T12:00:00'],
  ['2w', '2026-12-08T12:00:00'],
  ['1y', '2027-11-24T12:00:00'],
  ['2027-01-31', '2027-01-31T00:00:00'],
  ['2027-01-31T10:30Z', '2027-01-31T10:30:00'],
  ['2028-02-29T10:30:15+02:00', '2028-02-29T08:30:15'],
])('%s ends at %s', (text, end) => {
  expect(formatInstant(parseLifetime(text, now))).toBe(`${end}.000000+00:00`);
});

test.each([
  '',
  '90',
  'd',
  '-1d',
  '1.5d',
  '90 d',
  '1m',
  'never',
  '2027-02-30',
  '2027-13-01',
  '2027-01-31T25:00Z',
  '2027-01-31T10:30',
])('refuses %j, which is neither', (text) => {
  expect(() => parseLifetime(text, now)).toThrow('expires: Say how long, like 12h, 90d, 2w or 1y');
});

test.each(['0d', '2026-11-24', '2020-01-01', '2026-11-24T12:00:00Z'])('refuses %s, which is past', (text) => {
  expect(() => parseLifetime(text, now)).toThrow('past already');
});

test.each(['101y', '9999999w', '9999-12-31'])('refuses %s, which is too far away', (text) => {
  expect(() => parseLifetime(text, now)).toThrow('more than 100 years');
});
