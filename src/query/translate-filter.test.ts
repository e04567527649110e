import { expect, test } from 'vitest';
import type { Filter } from './filter.ts';
import { matchesFilter } from './matches-filter.ts';
import { translateFilter } from './translate-filter.ts';

const isBig: Filter<'size'> = { kind: 'equals', field: 'size', values: ['big'], negated: false };
const isNamed: Filter<'name'> = { kind: 'contains', field: 'name', text: 'x', negated: true };
const filter: Filter<'size' | 'name'> = {
  kind: 'or',
  operands: [{ kind: 'and', operands: [isBig, isNamed] }, isBig],
};

test('translateFilter replaces every comparison, and keeps what joins them', () => {
  const over = translateFilter<'size' | 'name', 'metres' | 'name'>(filter, (one) =>
    one.field === 'size' ? { kind: 'order', field: 'metres', operator: '>', value: 2 } : { ...one, field: 'name' },
  );

  expect(over).toEqual({
    kind: 'or',
    operands: [
      { kind: 'and', operands: [{ kind: 'order', field: 'metres', operator: '>', value: 2 }, isNamed] },
      { kind: 'order', field: 'metres', operator: '>', value: 2 },
    ],
  });
  expect(matchesFilter(over, (field) => (field === 'metres' ? 3 : 'x'))).toBe(true);
});
