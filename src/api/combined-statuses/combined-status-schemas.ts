import { type TSchema, Type } from 'typebox';
import { combinedStates, combinedStatusRule } from '../../domain/combined-status.ts';
import { commitStatusExample } from '../commit-statuses/commit-status-example.ts';
import { CommitReference } from '../commit-statuses/commit-status-schemas.ts';
import { RepositoryReference } from '../repositories/repository-schemas.ts';
import { ErrorAnswer, Link } from '../schemas.ts';

/** A member for each state of a build. */
function byState<Member extends TSchema>(member: Member, description: string) {
  return Type.Object({ SUCCESSFUL: member, FAILED: member, INPROGRESS: member, STOPPED: member }, { description });
}

const keys = Type.Array(Type.String());

const { commit, repository } = commitStatusExample;
const own = 'https://builds.example.org/signalbox/1/repositories/my-workspace/my-repo';

const example = {
  type: 'combined_status',
  rule: combinedStatusRule,
  state: 'FAILED',
  is_final: false,
  counts: { SUCCESSFUL: 1, FAILED: 1, INPROGRESS: 1, STOPPED: 0 },
  keys: { SUCCESSFUL: ['ci/lint'], FAILED: ['ci/unit'], INPROGRESS: ['ci/browser'], STOPPED: [] },
  missing: [],
  voided: [],
  commit,
  repository,
  links: {
    self: { href: `${own}/commits/${commit.hash}/combined-status` },
    statuses: { href: `${commit.links.self.href}/statuses` },
  },
};

export const CombinedStatusAnswer = Type.Object(
  {
    type: Type.Literal('combined_status'),
    rule: Type.Integer({ description: 'The number of the rule by which `state` follows from the statuses.' }),
    state: Type.Unsafe<(typeof combinedStates)[number]>({
      type: 'string',
      enum: combinedStates,
      description:
        'The first that holds: `FAILED` when any failed; `INPROGRESS` when any is in progress; `NONE` when one that was asked for is missing, or nothing has been reported; `STOPPED` when any was stopped; `SUCCESSFUL`.',
    }),
    is_final: Type.Boolean({
      description:
        'Whether something has been reported, nothing that was asked for is missing, and nothing is in progress.',
    }),
    counts: byState(Type.Integer(), 'How many are in each state.'),
    keys: byState(keys, 'The keys of those, in their order.'),
    missing: Type.Array(Type.String(), { description: 'Keys that were asked for and are not reported.' }),
    voided: Type.Array(Type.String(), { description: 'Keys of statuses that do not count: they were taken out.' }),
    commit: CommitReference,
    repository: RepositoryReference,
    links: Type.Object({ self: Link, statuses: Link }),
  },
  { description: 'What the statuses of a commit come to.', examples: [example] },
);

const unknown = '0123456789abcdef0123456789abcdef01234567';

export const CombinedStatusesAnswer = Type.Object(
  {
    type: Type.Literal('combined_statuses'),
    values: Type.Array(
      Type.Object({
        status: Type.Integer({ description: 'The HTTP status that it would have been answered with alone.' }),
        combined_status: Type.Optional(CombinedStatusAnswer),
        error: Type.Optional(ErrorAnswer.properties.error),
      }),
      { description: 'One for each commit, in the order of the request: `combined_status` or `error`.' },
    ),
  },
  {
    description: 'The combined statuses of many commits.',
    examples: [
      {
        type: 'combined_statuses',
        values: [
          { status: 200, combined_status: example },
          { status: 404, error: { message: 'Commit not found', data: { shas: [unknown] } } },
        ],
      },
    ],
  },
);

export const LastGreenAnswer = Type.Object(
  {
    type: Type.Literal('last_green'),
    branch: Type.String(),
    looked_at: Type.Integer({ description: 'How many commits were looked at, this one among them.' }),
    commit: CommitReference,
    combined_status: CombinedStatusAnswer,
  },
  {
    description: 'The newest commit of a branch that is green.',
    examples: [
      {
        type: 'last_green',
        branch: 'main',
        looked_at: 3,
        commit,
        combined_status: {
          ...example,
          state: 'SUCCESSFUL',
          is_final: true,
          counts: { SUCCESSFUL: 1, FAILED: 0, INPROGRESS: 0, STOPPED: 0 },
          keys: { SUCCESSFUL: ['ci/lint'], FAILED: [], INPROGRESS: [], STOPPED: [] },
        },
      },
    ],
  },
);
