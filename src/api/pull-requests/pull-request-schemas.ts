import { type Static, Type } from 'typebox';
import {
  maxPullRequestTextLength,
  maxReviewers,
  maxTitleLength,
  mergeStrategies,
  pullRequestStates,
} from '../../domain/pull-request.ts';
import { RenderedText } from '../rendered-text.ts';
import { RepositoryReference } from '../repositories/repository-schemas.ts';
import { Link, optionalSwitch, optionalText, orNull } from '../schemas.ts';
import { AccountReference } from '../users/account-schemas.ts';

const maxNameLength = 255;

const Name = Type.String({ format: 'text', minLength: 1, maxLength: maxNameLength });
const Hash = Type.Unsafe<string | null>({ type: ['string', 'null'], format: 'text', maxLength: maxNameLength });

const Branch = Type.Object({ name: Name });

const repository = Type.Optional(
  orNull(
    Type.Object(
      { full_name: Type.Optional(Name), uuid: Type.Optional(Name) },
      { description: 'Always this repository: there are no forks.' },
    ),
  ),
);

function commit(description: string) {
  return Type.Optional(orNull(Type.Object({ hash: Type.Optional(Hash) }, { description })));
}

const Source = Type.Object({
  branch: Branch,
  commit: commit(
    'Where there is no Git directory to ask. Without it, the commit that was last reported for the branch.',
  ),
  repository,
});

const destination = {
  commit: commit('Where there is no Git directory to ask, and nothing was reported for the branch.'),
  repository,
};

const Destination = Type.Object({ branch: Branch, ...destination });
const NewDestination = Type.Object({ branch: Type.Optional(Branch), ...destination });

export type EndInRequest = Static<typeof Source>;

const members = {
  description: optionalText(maxPullRequestTextLength, 'What it is about, at length.'),
  summary: Type.Optional(
    orNull(Type.Object({ raw: optionalText(maxPullRequestTextLength, 'Another way to send the description.') })),
  ),
  reviewers: Type.Optional(
    orNull(
      Type.Array(
        Type.Object({
          uuid: Type.Optional(Name),
          username: Type.Optional(Name),
          nickname: Type.Optional(Name),
          display_name: Type.Optional(Name),
        }),
        { maxItems: maxReviewers, description: 'Who is asked to look at it, by UUID or by name.' },
      ),
    ),
  ),
  close_source_branch: optionalSwitch('Whether the source branch is to be closed by the merge.'),
  draft: optionalSwitch('Whether it is not meant to be merged yet.'),
};

const Title = Type.String({ format: 'text', minLength: 1, maxLength: maxTitleLength });

export const PullRequestBody = Type.Object(
  { title: Title, source: Source, destination: Type.Optional(orNull(Destination)), ...members },
  {
    examples: [
      {
        title: 'Widen the gate',
        source: { branch: { name: 'wider-gate' }, commit: { hash: 'e10dae226959c2194f2b07b077c07762d93821cf' } },
        destination: { branch: { name: 'main' } },
      },
    ],
  },
);

export const PullRequestChanges = Type.Object(
  { title: Type.Optional(Title), destination: Type.Optional(orNull(NewDestination)), ...members },
  { examples: [{ title: 'Widen the gate by a metre' }] },
);

export type PullRequestMembers = Partial<Static<typeof PullRequestChanges>>;

export const DeclineBody = Type.Object(
  {
    reason: optionalText(maxPullRequestTextLength, 'Why it is declined.'),
    message: optionalText(maxPullRequestTextLength, 'The same.'),
  },
  { examples: [{ reason: 'Done elsewhere' }] },
);

export const MergeBody = Type.Object(
  {
    message: optionalText(maxPullRequestTextLength, 'Taken, and of no effect: Signalbox makes no commit.'),
    merge_strategy: Type.Optional(
      Type.Unsafe<(typeof mergeStrategies)[number] | null>({
        enum: [...mergeStrategies, null],
        description: 'Taken, and of no effect.',
      }),
    ),
    close_source_branch: optionalSwitch('Whether the source branch is closed by the merge.'),
    merge_commit: Type.Optional(
      orNull(
        Type.Object(
          { hash: Name },
          {
            description:
              'Which commit merged it. Without it: what Git says, else the source commit, as after a fast-forward.',
          },
        ),
      ),
    ),
  },
  { examples: [{ merge_strategy: 'merge_commit' }] },
);

const CommitOfEnd = Type.Union([
  Type.Object({ type: Type.Literal('commit'), hash: Type.String(), links: Type.Object({ self: Link, html: Link }) }),
  Type.Null(),
]);

const EndAnswer = Type.Object({
  branch: Type.Object({ name: Type.String() }),
  commit: CommitOfEnd,
  repository: RepositoryReference,
});

const Participant = Type.Object({
  type: Type.Literal('participant'),
  user: AccountReference,
  role: Type.Union([Type.Literal('REVIEWER'), Type.Literal('PARTICIPANT')]),
  approved: Type.Boolean(),
  state: Type.Null(),
  participated_on: Type.Null(),
});

export const PullRequestAnswer = Type.Object(
  {
    type: Type.Literal('pullrequest'),
    id: Type.Integer(),
    title: Type.String(),
    description: Type.String(),
    rendered: Type.Object({ title: RenderedText, description: RenderedText, reason: RenderedText }),
    summary: RenderedText,
    state: Type.Unsafe<(typeof pullRequestStates)[number]>({ type: 'string', enum: pullRequestStates }),
    draft: Type.Boolean(),
    queued: Type.Boolean(),
    author: AccountReference,
    source: EndAnswer,
    destination: EndAnswer,
    merge_commit: CommitOfEnd,
    comment_count: Type.Integer(),
    task_count: Type.Integer(),
    close_source_branch: Type.Boolean(),
    closed_by: Type.Union([AccountReference, Type.Null()]),
    reason: Type.String(),
    reviewers: Type.Array(AccountReference),
    participants: Type.Array(Participant),
    created_on: Type.String({ format: 'date-time' }),
    updated_on: Type.String({ format: 'date-time' }),
    links: Type.Object({
      self: Link,
      html: Link,
      commits: Link,
      statuses: Link,
      decline: Link,
      merge: Link,
    }),
  },
  { description: 'A pull request.' },
);
