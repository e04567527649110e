import type { Filter } from './filter.ts';

/** The same filter over fields of other names. */
export function renameFields<From extends string, To extends string>(
  filter: Filter<From>,
  rename: (field: From) => To,
): Filter<To> {
  if (!('operands' in filter)) return { ...filter, field: rename(filter.field) };
  return { kind: filter.kind, operands: filter.operands.map((operand) => renameFields(operand, rename)) };
}
