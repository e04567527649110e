import { type Static, Type } from 'typebox';
import { invalidFields } from '../domain/error.ts';

/** More keys than a commit has statuses, and more commits than a page shows. */
const maxRepetitions = 100;

const texts = Type.Union([Type.String(), Type.Array(Type.String())]);

/** A query parameter that may be repeated. */
export function repeatable(description: string) {
  return Type.Optional({ ...texts, description });
}

/** All values of a parameter, none of them empty. Throws invalid for more than 100. */
export function repetitionsOf(name: string, value: Static<typeof texts> = []): readonly string[] {
  const values = [value].flat().filter((text) => text !== '');
  if (values.length <= maxRepetitions) return values;
  throw invalidFields({ [name]: [`Name at most ${maxRepetitions} (received ${values.length}).`] });
}
