import type { Comparison, Filter } from './filter.ts';

/**
 * What is left of a filter when some of its comparisons are known to hold, or not to: another filter, or `true` or `false`
 * where nothing is left to ask. `settle` says what becomes of each comparison.
 */
export function settleFilter<From extends string, To extends string>(
  filter: Filter<From>,
  settle: (comparison: Comparison<From>) => Filter<To> | boolean,
): Filter<To> | boolean {
  if (!('operands' in filter)) return settle(filter);
  const { kind } = filter;
  // In an `and` one `false` decides, in an `or` one `true`; the opposite adds nothing.
  const deciding = kind === 'or';
  const settled = filter.operands.map((operand) => settleFilter(operand, settle));
  if (settled.includes(deciding)) return deciding;
  const operands = settled.filter((operand) => typeof operand !== 'boolean');
  const [first = !deciding, second] = operands;
  return second === undefined ? first : { kind, operands };
}
