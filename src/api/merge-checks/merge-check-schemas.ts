import { Type } from 'typebox';
import { buildStates } from '../../domain/build-state.ts';
import { combinedStates } from '../../domain/combined-status.ts';
import { mergeResults } from '../../domain/merge-check.ts';
import { Link, orNull } from '../schemas.ts';

const Result = (description: string) => Type.String({ enum: [...mergeResults], description });

const Check = Type.Object({
  kind: Type.String({ enum: ['require_passing_builds_to_merge', 'required_builds'] }),
  pattern: Type.String({
    description: 'Of branches, as the rule has it; the type of branches, where it goes by that.',
  }),
  result: Result('Of this check.'),
  reason: Type.String({ description: 'Why, in a sentence.' }),
  remedy: Type.Unsafe<string | null>({
    type: ['string', 'null'],
    description: 'What would make it pass; null when it has.',
  }),
  required: Type.Integer({ description: 'How many builds have to be SUCCESSFUL, or how many patterns of keys.' }),
  required_keys: Type.Array(Type.String(), { description: 'The patterns of keys, where the rule has some.' }),
  missing: Type.Array(Type.String(), { description: 'Those of them that nothing was reported for.' }),
  keys: Type.Array(Type.Object({ key: Type.String(), state: Type.String({ enum: [...buildStates] }) }), {
    description: 'What counted, in the order of the keys.',
  }),
});

const Commit = Type.Object({
  type: Type.Literal('commit'),
  hash: Type.String(),
  links: Type.Object({ self: Link, html: Link }),
});

const reason = '1 of 2 required builds have passed; ci/unit failed.';

/** Two builds are required, and one has failed. */
const example = {
  type: 'merge_checks',
  result: 'failed',
  is_enforced: false,
  branch: 'main',
  commit: null,
  combined_status: 'FAILED',
  checks: [
    {
      kind: 'required_builds',
      pattern: 'main',
      result: 'failed',
      reason,
      remedy: 'Run ci/unit again and report it as SUCCESSFUL on this commit.',
      required: 2,
      required_keys: ['ci/unit', 'ci/lint'],
      missing: [],
      keys: [
        { key: 'ci/lint', state: 'SUCCESSFUL' },
        { key: 'ci/unit', state: 'FAILED' },
      ],
    },
  ],
};

export const MergeChecksAnswer = Type.Object(
  {
    type: Type.Literal('merge_checks'),
    result: Result('The worst of all checks, failed before pending before missing; passed when there are none.'),
    is_enforced: Type.Boolean({ description: 'Whether the merge of a pull request has to obey.' }),
    branch: Type.String({ description: 'Where the commit is to come into.' }),
    commit: orNull(Commit),
    combined_status: Type.String({ enum: [...combinedStates], description: 'Of the statuses that were looked at.' }),
    checks: Type.Array(Check),
  },
  { description: 'Whether a commit may come into a branch, and what is missing.', examples: [example] },
);
