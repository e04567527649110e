import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matchesStars } from './match-stars.ts';

test.each([
  ['*', ''],
  ['*', 'feature/a'],
  ['foo*', 'foo'],
  ['foo*', 'foobar'],
  ['a*b*c', 'abbc'],
  ['?', '?'],
])('%s covers %s', (pattern, text) => {
  expect(matchesStars(pattern, text)).toBe(true);
});

test.each([
  ['foo*', 'barfoo'],
  ['ab*ba', 'aba'],
  ['?', 'a'],
  ['main', 'Main'],
])('%s does not cover %s', (pattern, text) => {
  expect(matchesStars(pattern, text)).toBe(false);
});

test('it means what a regular expression would', () => {
  const letters = (...units: string[]) => fc.string({ unit: fc.constantFrom(...units), maxLength: 8 });
  fc.assert(
    fc.property(letters('a', 'b', '*'), letters('a', 'b'), (pattern, text) => {
      const expected = new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(text);
      expect([pattern, text, matchesStars(pattern, text)]).toEqual([pattern, text, expected]);
    }),
  );
});
