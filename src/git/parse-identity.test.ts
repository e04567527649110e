import { expect, test } from 'vitest';
import { parseIdentity } from './parse-identity.ts';

test.each([
  ['an eastern offset', '1735787045 +0100', '2025-01-02T04:04:05+01:00'],
  ['a western offset', '1735787045 -0330', '2025-01-01T23:34:05-03:30'],
  ['a year before 1970', '-86400 +0000', '1969-12-31T00:00:00+00:00'],
  ['the last second of the year 9999', '253402300799 +0000', '9999-12-31T23:59:59+00:00'],
  ['a year of five digits', '253402300800 +0000', '1970-01-01T00:00:00+00:00'],
  ['a year before Christ', '-99999999999 +0000', '1970-01-01T00:00:00+00:00'],
  ['an offset that no place has', '1735787045 +9999', '2025-01-02T03:04:05+00:00'],
  ['a time that no calendar has', '99999999999999999 +0000', '1970-01-01T00:00:00+00:00'],
])('reads %s', (_, time, date) => {
  expect(parseIdentity(`Alice <alice@example.org> ${time}`)).toEqual({ person: 'Alice <alice@example.org>', date });
});

test.each(['', 'Alice', 'Alice <alice@example.org>'])('keeps what there is of %j, at the beginning of time', (line) => {
  expect(parseIdentity(line)).toEqual({ person: line, date: '1970-01-01T00:00:00+00:00' });
});

test('gives what a database can hold of a very long name', () => {
  expect(parseIdentity(`${'ä\0'.repeat(600)} 0 +0000`).person).toBe('ä'.repeat(512));
});
