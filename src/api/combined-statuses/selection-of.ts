import { type Static, Type } from 'typebox';
import type { StatusSelection } from '../../actions/get-combined-status.ts';
import { invalidFields } from '../../domain/error.ts';

/** More keys than a commit has statuses, and more commits than a page shows. */
const maxRepetitions = 100;

const texts = Type.Union([Type.String(), Type.Array(Type.String())]);

/** A query parameter that may be repeated. */
export function repeatable(description: string) {
  return Type.Optional({ ...texts, description });
}

/** Which statuses of a commit are combined. */
export const selectionParameters = {
  key: repeatable(
    'Only the status with that key, without which the combined status is `NONE`; may be repeated, up to 100 times.',
  ),
  refname: Type.Optional(Type.String({ description: 'Only the statuses of that branch, and those of none.' })),
};

const Selection = Type.Object(selectionParameters);

/** Empty parameters count as absent. Throws invalid for too many keys. */
export function selectionOf({ key, refname }: Static<typeof Selection>): StatusSelection {
  return { keys: repetitionsOf('key', key), refname: refname || undefined };
}

/** All values of a parameter, none of them empty. Throws invalid for more than 100. */
export function repetitionsOf(name: string, value: Static<typeof texts> = []): readonly string[] {
  const values = [value].flat().filter((text) => text !== '');
  if (values.length <= maxRepetitions) return values;
  throw invalidFields({ [name]: [`Name at most ${maxRepetitions} (received ${values.length}).`] });
}
