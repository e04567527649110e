import { Type } from 'typebox';
import { mergeStrategies } from '../../domain/pull-request.ts';
import { Author, CommitAnswer } from '../commits/commit-schemas.ts';
import { Link } from '../schemas.ts';

const ref = {
  name: Type.String(),
  target: CommitAnswer,
  links: Type.Object({ self: Link, commits: Link }),
};

const MergeStrategy = Type.Unsafe<(typeof mergeStrategies)[number]>({ type: 'string', enum: mergeStrategies });

export const BranchAnswer = Type.Object(
  {
    type: Type.Literal('branch'),
    ...ref,
    merge_strategies: Type.Array(MergeStrategy),
    default_merge_strategy: MergeStrategy,
  },
  { description: 'A branch. Without a Git directory, one that statuses were reported for.' },
);

export const TagAnswer = Type.Object(
  {
    type: Type.Literal('tag'),
    ...ref,
    message: Type.Unsafe<string | null>({ type: ['string', 'null'] }),
    date: Type.Unsafe<string | null>({ type: ['string', 'null'], format: 'date-time' }),
    tagger: Type.Union([Author, Type.Null()]),
  },
  { description: 'A tag; what makes an annotated one is null for others.' },
);

export const RefAnswer = Type.Union([BranchAnswer, TagAnswer], { description: 'A branch or a tag.' });
