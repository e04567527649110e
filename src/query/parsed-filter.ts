import type { OrderOperator } from './filter.ts';

/** What the grammar makes of a text: well-formed, but nothing is known yet about its fields. */
export type ParsedFilter = ParsedJunction | ParsedComparison;

export interface ParsedJunction {
  readonly kind: 'and' | 'or';
  readonly operands: readonly ParsedFilter[];
}

export interface ParsedComparison {
  readonly kind: 'comparison';
  readonly field: string;
  readonly operator: Operator;
  /** One, but for `IN` and `NOT IN`. */
  readonly values: readonly [Literal, ...Literal[]];
}

export type Operator = '=' | '!=' | 'IN' | 'NOT IN' | '~' | '!~' | OrderOperator;

export interface Literal {
  /** A `word` is `null`, `true` or `false`. */
  readonly type: 'text' | 'number' | 'date' | 'word';
  /** As written; a text without its quotes and escapes, a word in lower case. */
  readonly text: string;
}
