import { invalidFields } from '../domain/error.ts';
import type { FieldList } from './filter.ts';
import { isField } from './is-field.ts';
import { quote } from './quote.ts';

/** The one field that a list is sorted by. */
export interface Sort<F extends string = string> {
  readonly field: F;
  readonly descending: boolean;
}

/**
 * Reads Bitbucket's `sort=`: a field, with `-` in front for the descending order. A `+` in front changes nothing, nor does
 * the space that an unencoded `+` arrives as. Throws `invalid` with a message under `sort` for everything else.
 */
export function parseSort<F extends string>(text: string, fields: FieldList<F>): Sort<F> {
  const name = text.replace(/^[-+ ]/, '');
  if (!isField(name, fields)) throw invalidFields({ sort: [message(text, Object.keys(fields))] });
  return { field: name, descending: text.startsWith('-') };
}

function message(received: string, names: readonly string[]): string {
  return `Lists are sorted by one of ${names.join(', ')} (with - in front: descending), not by ${quote(received)}.`;
}
