import { checkFilter } from './check-filter.ts';
import type { FieldList, Filter } from './filter.ts';
import { SyntaxError as ParserError, parse } from './filter-parser.generated.ts';
import { invalidFilter } from './invalid-filter.ts';
import type { ParsedFilter } from './parsed-filter.ts';
import { type FilterSyntaxError, syntaxErrorMessage } from './syntax-error-message.ts';

/** More than any client sends; less than would make a database work for long. */
const limits = {
  /** In UTF-16 code units. */
  maxLength: 4096,
  /** Comparisons, those with a list counted once for each value in it. */
  maxValues: 100,
  maxDepth: 20,
} as const;

/**
 * Reads Bitbucket's `q=`, for example `state IN ("FAILED", "STOPPED") AND created_on > 2025-01-31`.
 * `AND` binds closer than `OR`; words may be in any case. Throws `invalid` with a message under `q` for a text that is
 * not well-formed (an empty one included), does not fit the fields, or goes beyond a limit.
 */
export function parseFilter<F extends string>(text: string, fields: FieldList<F>): Filter<F> {
  if (text.length > limits.maxLength) {
    throw invalidFilter(`A query may be ${limits.maxLength} characters long; this one has ${text.length}.`);
  }
  const parsed = parseText(text);
  if (countValues(parsed) > limits.maxValues) {
    throw invalidFilter(`A query may compare with ${limits.maxValues} values; this one has ${countValues(parsed)}.`);
  }
  return checkFilter(parsed, fields);
}

function parseText(text: string): ParsedFilter {
  try {
    return parse(text, { maxDepth: limits.maxDepth });
  } catch (error) {
    throw isSyntaxError(error) ? invalidFilter(syntaxErrorMessage(text, error)) : error;
  }
}

function isSyntaxError(error: unknown): error is FilterSyntaxError {
  return error instanceof ParserError;
}

function countValues(parsed: ParsedFilter): number {
  if (parsed.kind === 'comparison') return parsed.values.length;
  return parsed.operands.reduce((sum, operand) => sum + countValues(operand), 0);
}
