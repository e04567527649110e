import type { FieldList } from './filter.ts';

/** Whether the list itself has that name: `constructor` is no field. */
export function isField<F extends string>(name: string, fields: FieldList<F>): name is F {
  return Object.hasOwn(fields, name);
}
