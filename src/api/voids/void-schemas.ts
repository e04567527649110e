import { Type } from 'typebox';
import { buildStates } from '../../domain/build-state.ts';
import { maxReasonLength } from '../../domain/commit-status.ts';
import { Link, optionalText } from '../schemas.ts';

export const VoidBody = Type.Object(
  {
    reason: Type.String({
      format: 'text',
      minLength: 1,
      maxLength: maxReasonLength,
      description: 'Why it is not to count.',
    }),
  },
  { examples: [{ reason: 'The database of the tests was away.' }] },
);

/** Why something is undone: in the query, since clients send no body with DELETE. */
export const reasonParameter = Type.Object({
  reason: optionalText(maxReasonLength, 'Why, for the history and the audit.'),
});

export const VoidAnswer = Type.Object(
  {
    type: Type.Literal('status_void'),
    key: Type.String(),
    state: Type.Unsafe<(typeof buildStates)[number]>({
      type: 'string',
      enum: buildStates,
      description: 'What the status says, which does not count.',
    }),
    reason: Type.String(),
    author: Type.Union([Type.Object({ display_name: Type.String() }), Type.Null()], { description: 'Who voided it.' }),
    voided_on: Type.String({ format: 'date-time' }),
    commit: Type.Object({
      type: Type.Literal('commit'),
      hash: Type.String(),
      links: Type.Object({ self: Link, html: Link }),
    }),
    links: Type.Object({ self: Link, status: Link }),
  },
  { description: 'Why a status does not count.' },
);
