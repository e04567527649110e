import { type Static, type TSchema, Type } from 'typebox';
import { buildStates } from '../../domain/build-state.ts';
import { pageOf } from '../collection.ts';

const orNull = <Schema extends TSchema>(schema: Schema, description: string) =>
  Type.Union([schema, Type.Null()], { description });

const time = Type.String({ format: 'date-time' });

export const AttemptAnswer = Type.Object(
  {
    type: Type.Literal('attempt'),
    key: Type.String(),
    attempt: Type.Integer({ description: 'Counts the runs of the build, from 1.' }),
    build_number: orNull(Type.Integer(), 'What the build calls itself.'),
    state: Type.Unsafe<(typeof buildStates)[number]>({
      type: 'string',
      enum: buildStates,
      description: 'What it ended with, else `INPROGRESS`.',
    }),
    started_on: orNull(time, 'When it was first in progress; `null` when it never was.'),
    finished_on: orNull(time, 'When it ended; `null` while it goes on, and when another overtook it before.'),
    duration: orNull(Type.Number(), 'In seconds, where both are known.'),
    refname: orNull(Type.String(), 'The branch that was built.'),
    author: orNull(Type.Object({ display_name: Type.String() }), 'Who reported it last.'),
    url: Type.String({ description: 'With its variables expanded.' }),
    is_current: Type.Boolean({ description: 'Whether it is the one that the status is of.' }),
  },
  { description: 'One run of a build, from its first `INPROGRESS` to its first final state.' },
);

export type AttemptAnswer = Static<typeof AttemptAnswer>;

const example: AttemptAnswer = {
  type: 'attempt',
  key: 'MY-BUILD',
  attempt: 2,
  build_number: 8,
  state: 'FAILED',
  started_on: '2025-01-02T03:04:05.678901+00:00',
  finished_on: '2025-01-02T03:06:15.178901+00:00',
  duration: 129.5,
  refname: 'main',
  author: { display_name: 'jdoe' },
  url: 'https://www.example.org/my-build-result',
  is_current: true,
};

export const AttemptPage = Type.Object(pageOf(AttemptAnswer).properties, {
  description: 'One page of them.',
  examples: [{ size: 1, page: 1, pagelen: 10, values: [example] }],
});
