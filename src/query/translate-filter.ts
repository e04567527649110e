import type { Comparison, Filter } from './filter.ts';

/** The same filter with another in place of each comparison. */
export function translateFilter<From extends string, To extends string>(
  filter: Filter<From>,
  translate: (comparison: Comparison<From>) => Filter<To>,
): Filter<To> {
  if (!('operands' in filter)) return translate(filter);
  return { kind: filter.kind, operands: filter.operands.map((operand) => translateFilter(operand, translate)) };
}
