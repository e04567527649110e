import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Filter } from './filter.ts';
import { matchesFilter } from './matches-filter.ts';
import { settleFilter } from './settle-filter.ts';

type Field = 'known' | 'other';
type Values = Readonly<Record<Field, boolean>>;

const comparison = fc.record({
  kind: fc.constant('equals' as const),
  field: fc.constantFrom<Field>('known', 'other'),
  values: fc.tuple(fc.boolean()),
  negated: fc.boolean(),
});

const anyFilter = fc.letrec<{ filter: Filter<Field> }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 4 },
    comparison,
    fc.record({
      kind: fc.constantFrom('and' as const, 'or' as const),
      operands: fc.array(tie('filter'), { minLength: 2, maxLength: 3 }),
    }),
  ),
})).filter;

test('settleFilter leaves what matches the same elements, and names nothing that was settled', () => {
  fc.assert(
    fc.property(anyFilter, fc.record({ known: fc.boolean(), other: fc.boolean() }), (filter, values: Values) => {
      const left = settleFilter<Field, 'renamed'>(filter, (one) =>
        one.field === 'known' ? matchesFilter(one, () => values.known) : { ...one, field: 'renamed' },
      );

      const matches = typeof left === 'boolean' ? left : matchesFilter(left, () => values.other);
      expect(matches).toBe(matchesFilter(filter, (field) => values[field]));
    }),
  );
});

test('settleFilter leaves no AND and no OR of one alone', () => {
  const one = { kind: 'equals', field: 'other', values: [true], negated: false } as const;
  const known = { ...one, field: 'known' } as const;
  const settle = (filter: Filter<Field>) =>
    settleFilter<Field, 'other'>(
      filter,
      ({ field, ...rest }) => field === 'known' || ({ ...rest, field } as typeof one),
    );

  expect(settle({ kind: 'and', operands: [known, one] })).toEqual(one);
  expect(settle({ kind: 'and', operands: [known, known] })).toBe(true);
  expect(settle({ kind: 'and', operands: [known, one, one] })).toEqual({ kind: 'and', operands: [one, one] });
  expect(settle({ kind: 'or', operands: [one, known] })).toBe(true);
});
