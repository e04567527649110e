import type { Reach } from '../domain/reach.ts';
import type { PageQuery } from '../query/page.ts';

/** An element with the place, in a list of reaches, of the last one that it is in. */
export interface Ranked<Value> {
  readonly value: Value;
  readonly rank: number;
}

/** Asks for the elements that at least one of the reaches holds; they can be searched and sorted by their rank. */
export interface RankedQuery<Field extends string> extends PageQuery<Field | 'rank'> {
  /** The ones that count for less come first. */
  readonly reaches: readonly Reach[];
}
