import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type FieldValues, matchesFilter } from './matches-filter.ts';
import { parseFilter } from './parse-filter.ts';

const fields = {
  key: 'text',
  name: 'text',
  state: 'choice',
  created_on: 'instant',
  id: 'number',
  draft: 'boolean',
  reviewers: 'text',
  labels: 'text',
} as const;

type Field = keyof typeof fields;

const element: Readonly<Record<Field, FieldValues>> = {
  key: 'Build-Ä',
  name: null,
  state: 'FAILED',
  created_on: Date.UTC(2025, 0, 31, 12) * 1000,
  id: 7,
  draft: false,
  reviewers: ['alice', 'bob'],
  labels: [],
};

describe('an element passes', () => {
  test.each([
    'key = "Build-Ä"',
    'key != "build-ä"',
    'key ~ "BUILD-ä"',
    'key ~ ""',
    'key !~ "deploy"',
    'key IN ("x", "Build-Ä")',
    'key NOT IN ("x", null)',
    'key != null',
    'key > "B"',
    'key < "Build-あ"',
    'state = "failed"',
    'state ~ "ail"',
    'id = 7 AND id >= 7 AND id <= 7 AND id > 6.9 AND id < 7.1',
    'draft = false AND draft != true',
    'created_on > 2025-01-31 AND created_on < 2025-02-01',
    'created_on = 2025-01-31T13:00+01:00',
    'id = 8 OR key ~ "build"',
    'id = 8 AND id = 9 OR id = 7',
  ])('%s', (text) => {
    expect(matches(text)).toBe(true);
  });

  test.each([
    'key = "build-ä"',
    'key !~ "build"',
    'key = null',
    'key = "7"',
    'key NOT IN ("Build-Ä")',
    'key > "Build-Ä"',
    'state != "FAILED"',
    'id > 7',
    'id < 7',
    'draft = true',
    'created_on >= 2025-01-31T12:00:00.000001',
    'id = 7 AND id = 8',
    '(id = 7 OR id = 8) AND draft = true',
  ])('not %s', (text) => {
    expect(matches(text)).toBe(false);
  });
});

describe('an element without a value passes', () => {
  test.each(['name = null', 'name IN ("x", null)', 'name != "x"', 'name !~ "x"', 'name NOT IN ("x", "y")'])(
    '%s',
    (text) => {
      expect(matches(text)).toBe(true);
      expect(matches(text.replace('name', 'labels'))).toBe(true);
    },
  );

  test.each(['name != null', 'name NOT IN ("x", null)', 'name = ""', 'name ~ ""', 'name < "x"', 'name >= ""'])(
    'not %s',
    (text) => {
      expect(matches(text)).toBe(false);
      expect(matches(text.replace('name', 'labels'))).toBe(false);
    },
  );
});

describe('an element with a list passes', () => {
  test.each([
    'reviewers = "bob"',
    'reviewers IN ("carol", "alice")',
    'reviewers ~ "LIC"',
    'reviewers > "b"',
    'reviewers != "carol"',
    'reviewers !~ "x"',
    'reviewers NOT IN ("carol", null)',
    'reviewers != null',
  ])('%s', (text) => {
    expect(matches(text)).toBe(true);
  });

  test.each([
    'reviewers = "carol"',
    'reviewers != "bob"',
    'reviewers !~ "b"',
    'reviewers NOT IN ("carol", "alice")',
    'reviewers = null',
    'reviewers < "a"',
  ])('not %s', (text) => {
    expect(matches(text)).toBe(false);
  });
});

test('texts are in the order of their bytes', () => {
  const texts = fc.string({ unit: fc.constantFrom('a', 'é', '～', '\u{10000}', '😀') });
  fc.assert(
    fc.property(texts, texts, (a, b) => {
      const order = Buffer.compare(Buffer.from(a), Buffer.from(b));

      const passes = (operator: '<' | '<=' | '>' | '>=') =>
        matchesFilter({ kind: 'order', field: 'key', operator, value: b }, () => a);

      expect([passes('<'), passes('<='), passes('>'), passes('>=')]).toEqual([
        order < 0,
        order <= 0,
        order > 0,
        order >= 0,
      ]);
    }),
  );
});

function matches(text: string): boolean {
  return matchesFilter(parseFilter(text, fields), (field) => element[field]);
}
