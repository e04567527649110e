import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareBySort } from './compare-by-sort.ts';
import type { FilterValue } from './filter.ts';

test.each<[string, readonly FilterValue[], readonly FilterValue[]]>([
  ['numbers', [10, null, 9, -1], [null, -1, 9, 10]],
  ['texts by code points', ['b', 'a', null, '😀', '～', 'Z', '', 'ab'], [null, '', 'Z', 'a', 'ab', 'b', '～', '😀']],
  ['false before true', [true, null, false], [null, false, true]],
])('compareBySort puts %s in order, after those without a value', (_, values, sorted) => {
  expect(sort(values, false)).toEqual(sorted);
  expect(sort(values, true)).toEqual(sorted.toReversed());
});

test('compareBySort keeps equal elements as they were, in both directions', () => {
  const elements = [
    { id: 1, name: 'a' },
    { id: 2, name: 'b' },
    { id: 3, name: 'a' },
  ];

  const sorted = (descending: boolean) =>
    elements.toSorted(compareBySort({ field: 'name', descending }, (element) => element.name)).map(({ id }) => id);

  expect([sorted(false), sorted(true)]).toEqual([
    [1, 3, 2],
    [2, 1, 3],
  ]);
});

test('compareBySort sorts texts as their bytes', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: fc.constantFrom('a', 'é', '～', '\u{10000}', '😀') })), (texts) => {
      const byBytes = texts.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
      expect(sort(texts, false)).toEqual(byBytes);
    }),
  );
});

function sort(values: readonly FilterValue[], descending: boolean): readonly FilterValue[] {
  return values.toSorted(compareBySort({ field: 'value', descending }, (value) => value));
}
