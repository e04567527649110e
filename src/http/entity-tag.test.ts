import { expect, test } from 'vitest';
import { entityTag, namesTag } from './entity-tag.ts';

test('a tag is the same for the same answer, and another for another', () => {
  expect(entityTag('{"a":1}')).toBe(entityTag('{"a":1}'));
  expect(entityTag('{"a":1}')).not.toBe(entityTag('{"a":2}'));
  expect(entityTag('')).toMatch(/^"[\w-]{43}"$/);
});

test.each([
  [undefined, false],
  ['', false],
  ['"b"', false],
  ['a', false],
  ['"a"', true],
  ['W/"a"', true],
  ['"b", "a"', true],
  ['"b",W/"a"', true],
  ['*', true],
])('If-None-Match: %s names "a": %s', (header, expected) => {
  expect(namesTag(header, '"a"')).toBe(expected);
});
