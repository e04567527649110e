import type { Filter } from './filter.ts';
import type { Sort } from './parse-sort.ts';

/** Which part of a collection is asked for. Without a sort the order is the collection's own; ties never change places. */
export interface PageQuery<Field extends string> {
  readonly filter?: Filter<Field> | undefined;
  readonly sort?: Sort<Field> | undefined;
  readonly offset: number;
  readonly limit: number;
}

export interface Page<Value> {
  readonly values: readonly Value[];
  /** How many there are on all pages. */
  readonly size: number;
}
