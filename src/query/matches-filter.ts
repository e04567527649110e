import { compareValues } from './compare-values.ts';
import type { Comparison, Filter, FilterValue, OrderFilter } from './filter.ts';

/** What an element has in a field: one value, or any number of them. */
export type FieldValues = FilterValue | readonly FilterValue[];

/**
 * Whether the element that `read` reads passes the filter. A field with a list passes when one of its values does; a
 * negated comparison when none would pass the plain one. An empty list is the same as `null`.
 */
export function matchesFilter<F extends string>(filter: Filter<F>, read: (field: F) => FieldValues): boolean {
  switch (filter.kind) {
    case 'and':
      return filter.operands.every((operand) => matchesFilter(operand, read));
    case 'or':
      return filter.operands.some((operand) => matchesFilter(operand, read));
    default: {
      const matches = valuesIn(read(filter.field)).some((value) => matchesComparison(filter, value));
      return filter.kind === 'order' ? matches : matches !== filter.negated;
    }
  }
}

function valuesIn(values: FieldValues): readonly FilterValue[] {
  if (!isList(values)) return [values];
  return values.length === 0 ? [null] : values;
}

/** `Array.isArray` does not tell TypeScript about readonly arrays. */
function isList(values: FieldValues): values is readonly FilterValue[] {
  return Array.isArray(values);
}

/** Negation aside. */
function matchesComparison<F extends string>(filter: Comparison<F>, value: FilterValue): boolean {
  switch (filter.kind) {
    case 'equals':
      return filter.values.includes(value);
    case 'contains':
      return typeof value === 'string' && value.toLowerCase().includes(filter.text.toLowerCase());
    case 'order':
      return value !== null && isInOrder(compareValues(value, filter.value), filter.operator);
  }
}

function isInOrder(comparison: number, operator: OrderFilter<string>['operator']): boolean {
  switch (operator) {
    case '<':
      return comparison < 0;
    case '<=':
      return comparison <= 0;
    case '>':
      return comparison > 0;
    case '>=':
      return comparison >= 0;
  }
}
