import type { Instant } from '../domain/instant.ts';

/**
 * What a field holds, and so which operators it takes: a `text` all of them; a `choice` (one of some fixed words in upper
 * case) `=`, `!=`, `IN`, `NOT IN`, `~`, `!~`; an `instant` and a `number` all but `~` and `!~`; a `boolean` only `=`, `!=`,
 * `IN`, `NOT IN`. Whether there is one value or a list of them is the reader's affair.
 */
export type FieldKind = 'text' | 'choice' | 'instant' | 'number' | 'boolean';

/** The fields that a filter or an order may name, dotted as in the JSON: `commit.hash`. */
export type FieldList<F extends string = string> = Readonly<Record<F, FieldKind>>;

/** A value to compare with. An instant is a number, a choice is in upper case. `null` is the absence of a value. */
export type FilterValue = string | number | boolean | Instant | null;

/**
 * A checked filter: its fields exist, its operators and values fit them.
 *
 * `null` is equal to nothing but `null`. So what is `negated` includes elements without a value, unless `null` is among
 * `values`; `contains` and `order` never match an element without one.
 */
export type Filter<F extends string = string> = Junction<F> | Comparison<F>;

/** What a filter says of one field. */
export type Comparison<F extends string> = EqualsFilter<F> | ContainsFilter<F> | OrderFilter<F>;

/** `AND`, `OR`: all of the operands, or at least one. */
export interface Junction<F extends string> {
  readonly kind: 'and' | 'or';
  /** Two at least. */
  readonly operands: readonly Filter<F>[];
}

/** `=`, `!=`, `IN`, `NOT IN`: the field has one of the values, or none of them. */
export interface EqualsFilter<F extends string> {
  readonly kind: 'equals';
  readonly field: F;
  readonly values: readonly FilterValue[];
  readonly negated: boolean;
}

/** `~`, `!~`: the field contains the text, in any case. */
export interface ContainsFilter<F extends string> {
  readonly kind: 'contains';
  readonly field: F;
  readonly text: string;
  readonly negated: boolean;
}

/** `<`, `<=`, `>`, `>=`: numbers and instants by size, texts by code points. */
export interface OrderFilter<F extends string> {
  readonly kind: 'order';
  readonly field: F;
  readonly operator: OrderOperator;
  readonly value: string | number;
}

export type OrderOperator = '<' | '<=' | '>' | '>=';
