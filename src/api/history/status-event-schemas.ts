import { type Static, type TSchema, Type } from 'typebox';
import { buildStates } from '../../domain/build-state.ts';
import { statusEventKinds } from '../../domain/status-event.ts';
import { Link } from '../schemas.ts';

const State = Type.Unsafe<(typeof buildStates)[number]>({ type: 'string', enum: buildStates });

const orNull = <Schema extends TSchema>(schema: Schema, description: string) =>
  Type.Union([schema, Type.Null()], { description });

/** One entry of the history, in a list or in a stream. */
export const StatusEventAnswer = Type.Object(
  {
    type: Type.Literal('status_event'),
    id: Type.Integer({ description: 'Grows within the repository, in the order in which the events happened.' }),
    kind: Type.Unsafe<(typeof statusEventKinds)[number]>({
      type: 'string',
      enum: statusEventKinds,
      description: '`superseded`: the report of an older build came too late, and changed nothing.',
    }),
    key: Type.String(),
    state: State,
    old_state: orNull(State, 'What the status said before; `null` when it was new.'),
    attempt: Type.Integer({ description: 'Counts the runs of the build.' }),
    build_number: orNull(Type.Integer(), 'What the build calls itself.'),
    name: Type.String(),
    description: Type.String(),
    url: Type.String({ description: 'With its variables expanded.' }),
    refname: orNull(Type.String(), 'The branch that was built.'),
    author: orNull(
      Type.Object({ display_name: Type.String() }),
      'Who reported it, or did it; `null` when the server did.',
    ),
    reason: orNull(Type.String(), 'Why it was voided, restored or removed, or stopped by the server.'),
    occurred_on: Type.String({ format: 'date-time' }),
    commit: Type.Object({
      type: Type.Literal('commit'),
      hash: Type.String(),
      links: Type.Object({ self: Link, html: Link }),
    }),
  },
  { description: 'What was done to a status, and what it said then.' },
);

export type StatusEventAnswer = Static<typeof StatusEventAnswer>;

const hash = 'e10dae226959c2194f2b07b077c07762d93821cf';

export const statusEventExample: StatusEventAnswer = {
  type: 'status_event',
  id: 12,
  kind: 'reported',
  key: 'MY-BUILD',
  state: 'SUCCESSFUL',
  old_state: 'INPROGRESS',
  attempt: 1,
  build_number: 7,
  name: '',
  description: '42 tests passed',
  url: 'https://www.example.org/my-build-result',
  refname: null,
  author: { display_name: 'jdoe' },
  reason: null,
  occurred_on: '2025-01-02T03:04:05.678901+00:00',
  commit: {
    type: 'commit',
    hash,
    links: {
      self: { href: `https://builds.example.org/2.0/repositories/my-workspace/my-repo/commit/${hash}` },
      html: { href: `https://builds.example.org/my-workspace/my-repo/commits/${hash}` },
    },
  },
};
