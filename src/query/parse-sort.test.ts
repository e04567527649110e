import { expect, test } from 'vitest';
import { parseSort } from './parse-sort.ts';

const fields = { key: 'text', created_on: 'instant', 'commit.hash': 'text' } as const;

test.each([
  ['key', 'key', false],
  ['-created_on', 'created_on', true],
  ['+key', 'key', false],
  [' key', 'key', false],
  ['-commit.hash', 'commit.hash', true],
])('parseSort(%j) sorts by %s, descending: %s', (text, field, descending) => {
  expect(parseSort(text, fields)).toEqual({ field, descending });
});

test.each(['', '-', '--key', '- key', 'Key', 'key,created_on', 'constructor', '__proto__', 'x'.repeat(30)])(
  'parseSort refuses %j and says what there is',
  (text) => {
    expect(() => parseSort(text, fields)).toThrow(
      `sort: Lists are sorted by one of key, created_on, commit.hash (with - in front: descending), not by '${text}'.`,
    );
  },
);
