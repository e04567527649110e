import { compareValues } from './compare-values.ts';
import type { FilterValue } from './filter.ts';
import type { Sort } from './parse-sort.ts';

/**
 * A comparator for `toSorted`. Elements without a value come first, when descending last; equal ones keep their order, so
 * whoever needs a fixed one sorts by a tie-breaker before.
 */
export function compareBySort<T, F extends string>(
  { field, descending }: Sort<F>,
  read: (element: T, field: F) => FilterValue,
): (a: T, b: T) => number {
  const sign = descending ? -1 : 1;
  return (a, b) => sign * compareNullable(read(a, field), read(b, field));
}

function compareNullable(a: FilterValue, b: FilterValue): number {
  return a === null || b === null ? Number(a !== null) - Number(b !== null) : compareValues(a, b);
}
