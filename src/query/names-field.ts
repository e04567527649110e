import type { Filter } from './filter.ts';

/** Whether a filter says anything about the field. */
export function namesField<F extends string>(filter: Filter<F>, field: F): boolean {
  return 'operands' in filter ? filter.operands.some((operand) => namesField(operand, field)) : filter.field === field;
}
