import { isStorableText } from '../domain/commit-status.ts';
import type { Instant } from '../domain/instant.ts';
import type { FieldKind } from './filter.ts';
import { invalidFilter } from './invalid-filter.ts';
import { parseInstant } from './parse-instant.ts';
import type { Literal } from './parsed-filter.ts';
import { quote } from './quote.ts';

interface Values {
  readonly text: string;
  readonly choice: string;
  readonly instant: Instant;
  readonly number: number;
  readonly boolean: boolean;
}

const taken: Readonly<Record<FieldKind, string>> = {
  text: 'a text in double quotes',
  choice: 'a text in double quotes',
  instant: 'a date such as 2025-01-31 or 2025-01-31T23:59:59Z',
  number: 'a number',
  boolean: 'true or false',
};

/** The value that a literal has for a field of that kind; `null` has none. Throws `invalid` where the two do not fit. */
export function literalValue<K extends FieldKind>(literal: Literal, field: string, kind: K): Values[K] {
  const value = readers[kind](literal);
  if (value === undefined) throw invalidFilter(`The field ${field} takes ${taken[kind]}, not ${quote(literal.text)}.`);
  return value;
}

const readers: { readonly [K in FieldKind]: (literal: Literal) => Values[K] | undefined } = {
  // A key may be all digits, and people write those without quotes.
  text: ({ type, text }) => (type === 'text' || type === 'number' ? storable(text) : undefined),
  choice: ({ type, text }) => (type === 'text' ? storable(text).toUpperCase() : undefined),
  instant: ({ type, text }) => (type === 'text' || type === 'date' ? parseInstant(text) : undefined),
  number: ({ type, text }) => (type === 'number' ? finite(text) : undefined),
  boolean: ({ type, text }) => (type === 'word' && text !== 'null' ? text === 'true' : undefined),
};

/** A database would refuse other texts, or take them for something else. */
function storable(text: string): string {
  if (isStorableText(text)) return text;
  throw invalidFilter('A text may hold neither a null character nor half of a surrogate pair.');
}

function finite(text: string): number {
  const value = Number(text);
  if (Number.isFinite(value)) return value;
  throw invalidFilter(`The number ${quote(text)} is too large.`);
}
