import { type Static, Type } from 'typebox';
import { pageOf } from '../collection.ts';
import { StatusEventAnswer, statusEventExample } from './status-event-schemas.ts';

export const FlakinessAnswer = Type.Object(
  {
    type: Type.Literal('flakiness'),
    key: Type.String(),
    refname: Type.Union([Type.String(), Type.Null()], { description: 'The branch that was built.' }),
    commits: Type.Integer({ description: 'On how many commits it failed or succeeded.' }),
    flaky_commits: Type.Integer({ description: 'On how many of them it did both.' }),
    share: Type.Number({ description: 'The part of the commits that these are, from 0 to 1.' }),
    last: Type.Union(
      [
        Type.Object({
          commit: StatusEventAnswer.properties.commit,
          occurred_on: Type.String({ format: 'date-time' }),
        }),
        Type.Null(),
      ],
      { description: 'The last commit on which it did both, and when it was last reported there.' },
    ),
  },
  { description: 'How often a build of a branch both failed and succeeded on the same commit.' },
);

export type FlakinessAnswer = Static<typeof FlakinessAnswer>;

const example: FlakinessAnswer = {
  type: 'flakiness',
  key: 'MY-BUILD',
  refname: 'main',
  commits: 40,
  flaky_commits: 3,
  share: 0.075,
  last: { commit: statusEventExample.commit, occurred_on: statusEventExample.occurred_on },
};

export const FlakinessPage = Type.Object(
  {
    since: Type.String({ format: 'date-time', description: 'From when on was looked.' }),
    is_complete: Type.Boolean({
      description:
        'Whether that is the whole window. It is not when there are too many entries in it, or when some have been deleted for their age.',
    }),
    ...pageOf(FlakinessAnswer).properties,
  },
  {
    description: 'One page of them.',
    examples: [
      {
        since: '2024-12-03T03:04:05.678901+00:00',
        is_complete: true,
        size: 1,
        page: 1,
        pagelen: 10,
        values: [example],
      },
    ],
  },
);
