import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ServiceError } from '../domain/error.ts';
import { formatInstant } from '../domain/instant.ts';
import type { Filter, FilterValue } from './filter.ts';
import { parseFilter } from './parse-filter.ts';

const fields = {
  key: 'text',
  'commit.hash': 'text',
  in_place: 'text',
  state: 'choice',
  created_on: 'instant',
  id: 'number',
  draft: 'boolean',
} as const;

type Field = keyof typeof fields;

const one = equals('id', [1]);
const two = equals('id', [2]);
const three = equals('id', [3]);

describe('parseFilter', () => {
  test.each<[string, Filter<Field>]>([
    ['key = "a"', equals('key', ['a'])],
    ['key != "a"', equals('key', ['a'], true)],
    ['key ~ "a"', { kind: 'contains', field: 'key', text: 'a', negated: false }],
    ['key !~ "a"', { kind: 'contains', field: 'key', text: 'a', negated: true }],
    ['key < "a"', { kind: 'order', field: 'key', operator: '<', value: 'a' }],
    ['id <= 3', { kind: 'order', field: 'id', operator: '<=', value: 3 }],
    ['id > 3', { kind: 'order', field: 'id', operator: '>', value: 3 }],
    ['id >= 3', { kind: 'order', field: 'id', operator: '>=', value: 3 }],
    ['key IN ("a", "b")', equals('key', ['a', 'b'])],
    ['key in("a")', equals('key', ['a'])],
    ['key NOT IN ("a", null)', equals('key', ['a', null], true)],
    ['key not\tIn("a","b")', equals('key', ['a', 'b'], true)],
    ['draft IN (true, false)', equals('draft', [true, false])],
  ])('reads the operator of %s', (text, filter) => {
    expect(parseFilter(text, fields)).toEqual(filter);
  });

  test.each<[string, Filter<Field>]>([
    ['key = ""', equals('key', [''])],
    ['key = "AND (\\"x\\")"', equals('key', ['AND ("x")'])],
    [String.raw`key = "\"\\\/\b\f\n\r\té\uD83D\uDE00"`, equals('key', ['"\\/\b\f\n\r\té😀'])],
    ['key = "a\nb\tc 😀"', equals('key', ['a\nb\tc 😀'])],
    ['key = 007', equals('key', ['007'])],
    ['key = -1.50', equals('key', ['-1.50'])],
    ['key ~ 12', { kind: 'contains', field: 'key', text: '12', negated: false }],
    ['key = null', equals('key', [null])],
    ['key != NULL', equals('key', [null], true)],
    ['state = "successful"', equals('state', ['SUCCESSFUL'])],
    ['state ~ "fail"', { kind: 'contains', field: 'state', text: 'FAIL', negated: false }],
    ['id = -12', equals('id', [-12])],
    ['id = 1.25', equals('id', [1.25])],
    ['draft = True', equals('draft', [true])],
    ['draft != FALSE', equals('draft', [false], true)],
    ['created_on = 1970-01-01', equals('created_on', [0])],
    ['created_on = "1970-01-01T00:00:01Z"', equals('created_on', [1_000_000])],
    ['created_on = null', equals('created_on', [null])],
    ['created_on>1970-01-01t01:00:00.000001+01:00', { kind: 'order', field: 'created_on', operator: '>', value: 1 }],
  ])('reads the value of %s', (text, filter) => {
    expect(parseFilter(text, fields)).toEqual(filter);
  });

  test.each<[string, Filter<Field>]>([
    ['id=1 AND id=2 AND id=3', { kind: 'and', operands: [one, two, three] }],
    ['id=1 OR id=2 or id=3', { kind: 'or', operands: [one, two, three] }],
    ['id=1 OR id=2 AND id=3', { kind: 'or', operands: [one, { kind: 'and', operands: [two, three] }] }],
    ['id=1 AND id=2 OR id=3', { kind: 'or', operands: [{ kind: 'and', operands: [one, two] }, three] }],
    ['(id=1 OR id=2) AND id=3', { kind: 'and', operands: [{ kind: 'or', operands: [one, two] }, three] }],
    ['((id=1))', one],
    [' \t\r\n( id = 1 ) ', one],
    ['(id=1)AND(id=2)', { kind: 'and', operands: [one, two] }],
    ['key="a"AND id=1', { kind: 'and', operands: [equals('key', ['a']), one] }],
    ['id=1AND id=2', { kind: 'and', operands: [one, two] }],
    ['created_on=1970-01-01OR id=2', { kind: 'or', operands: [equals('created_on', [0]), two] }],
    [
      'in_place="a" and commit.hash="b"',
      { kind: 'and', operands: [equals('in_place', ['a']), equals('commit.hash', ['b'])] },
    ],
  ])('reads the structure of %j', (text, filter) => {
    expect(parseFilter(text, fields)).toEqual(filter);
  });

  test('reads back every tree that is printed', () => {
    fc.assert(
      fc.property(trees(), (tree) => {
        expect(parseFilter(print(tree), fields)).toEqual(tree);
      }),
    );
  });

  test('gives a tree or an invalid q for every text, and nothing else', () => {
    const words = [
      '(',
      ')',
      ',',
      '"',
      '\\',
      ' ',
      '=',
      '!',
      '~',
      '<',
      'IN',
      'NOT ',
      'AND',
      'or',
      'null',
      '-',
      '.',
      'T',
      ':',
      '0',
      '😀',
    ];
    const likely = fc
      .array(fc.constantFrom(...words, ...Object.keys(fields), '"a"', '2025-01-31'))
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'grapheme' }), likely), (text) => {
        const outcome = attempt(text);

        if (!(outcome instanceof ServiceError)) return;
        expect([outcome.code, Object.keys(outcome.fields ?? {})]).toEqual(['invalid', ['q']]);
      }),
      { numRuns: 2000 },
    );
  });
});

function equals(field: Field, values: readonly FilterValue[], negated = false): Filter<Field> {
  return { kind: 'equals', field, values, negated };
}

/** The tree, or the ServiceError; anything else that is thrown fails the test. */
function attempt(text: string): Filter<Field> | ServiceError {
  try {
    return parseFilter(text, fields);
  } catch (error) {
    if (error instanceof ServiceError) return error;
    throw error;
  }
}

function trees(): fc.Arbitrary<Filter<Field>> {
  const text = fc.string({ unit: fc.constantFrom('a', '"', '\\', "'", '(', '\n', '\u0001', 'é', '😀'), maxLength: 6 });
  const values: Readonly<Record<(typeof fields)[Field], fc.Arbitrary<string | number | boolean>>> = {
    text,
    choice: fc.constantFrom('SUCCESSFUL', 'FAILED', 'A "B" C'),
    instant: fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
    number: fc
      .oneof(
        fc.integer(),
        fc.integer().map((quarters) => quarters / 4),
      )
      .filter((value) => !Object.is(value, -0)),
    boolean: fc.boolean(),
  };
  const field = fc.constantFrom(...(Object.keys(fields) as Field[]));
  const equal = field.chain((name) =>
    fc.record({
      kind: fc.constant('equals' as const),
      field: fc.constant(name),
      values: fc.array(fc.option(values[fields[name]]), { minLength: 1, maxLength: 3 }),
      negated: fc.boolean(),
    }),
  );
  const contains = fc.record({
    kind: fc.constant('contains' as const),
    field: fc.constantFrom<Field>('key', 'commit.hash'),
    text,
    negated: fc.boolean(),
  });
  const order = fc.constantFrom('key', 'created_on', 'id').chain((name) =>
    fc.record({
      kind: fc.constant('order' as const),
      field: fc.constant(name),
      operator: fc.constantFrom('<', '<=', '>', '>='),
      value: values[fields[name]] as fc.Arbitrary<string | number>,
    }),
  );
  const { tree } = fc.letrec<{ tree: Filter<Field> }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 3 },
      fc.oneof(equal, contains, order),
      fc.record({
        kind: fc.constantFrom('and', 'or'),
        operands: fc.array(tie('tree'), { minLength: 2, maxLength: 3 }),
      }),
    ),
  }));
  return tree;
}

function print(filter: Filter<Field>): string {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return filter.operands.map((operand) => `(${print(operand)})`).join(` ${filter.kind.toUpperCase()} `);
    case 'equals': {
      const [first, ...rest] = filter.values.map((value) => printValue(filter.field, value));
      if (rest.length === 0) return `${filter.field} ${filter.negated ? '!=' : '='} ${first}`;
      return `${filter.field} ${filter.negated ? 'NOT IN' : 'IN'} (${[first, ...rest].join(', ')})`;
    }
    case 'contains':
      return `${filter.field} ${filter.negated ? '!~' : '~'} ${JSON.stringify(filter.text)}`;
    case 'order':
      return `${filter.field} ${filter.operator} ${printValue(filter.field, filter.value)}`;
  }
}

function printValue(field: Field, value: FilterValue): string {
  return fields[field] === 'instant' && typeof value === 'number' ? formatInstant(value) : JSON.stringify(value);
}
