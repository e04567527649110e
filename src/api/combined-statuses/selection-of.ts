import { type Static, Type } from 'typebox';
import type { StatusSelection } from '../../actions/get-combined-status.ts';
import { repeatable, repetitionsOf } from '../repeatable.ts';

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
